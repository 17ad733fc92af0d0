package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.contract.ConsoleClient.Events;
import io.breakers.contract.ConsoleClient.Events.Event;
import io.breakers.operations.BreakerConsole;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.RunningConsole;
import io.breakers.proxy.Breakers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a console tells as it happens. */
class ConsoleEventsTest {
    private final BreakerRegistry registry = BreakerRegistry.builder()
            .config(BreakerConfig.builder().failureThreshold(2).build())
            .quiet()
            .build();
    private final Breaker stock = registry.breaker("stock");
    private final RunningConsole console = BreakerConsole.of(registry).start();
    private final ConsoleClient client = new ConsoleClient(console.uri());

    @AfterEach
    void close() {
        console.close();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Event event) {
        return (List<Map<String, Object>>) event.data().get("breakers");
    }

    private static long number(Event event) {
        return ((Number) event.data().get("number")).longValue();
    }

    @Test
    void itBeginsWithAllBreakers() throws Exception {
        registry.breaker("prices");
        stock.forceOpen("stocktaking");

        try (Events events = client.events()) {
            Event all = events.next();

            assertThat(events.answer.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(all.name()).isEqualTo("all");
            assertThat(all.data()).contains(entry("complete", true), entry("operators", false), entry("health", null));
            assertThat(rows(all)).extracting(row -> row.get("name")).containsExactly("stock", "prices");
            assertThat(rows(all)).extracting(row -> row.get("state")).containsExactly("FORCED_OPEN", "CLOSED");
            assertThat((List<?>) all.data().get("recent")).hasSize(1);
        }
    }

    @Test
    void transitionsAreToldAsTheyHappen() throws Exception {
        try (Events events = client.events()) {
            events.next("all");

            ConsoleTest.fail(registry, "stock", "no apples");

            Event change = events.next("change");
            assertThat(change.data())
                    .contains(
                            entry("number", 1),
                            entry("name", "stock"),
                            entry("from", "CLOSED"),
                            entry("to", "OPEN"),
                            entry("reason", "2 consecutive failures"),
                            entry("lastFailure", "java.lang.IllegalStateException: no apples"));
            assertThat(change.id()).endsWith("-1");
            assertThat(change.data().get("breaker"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsEntry("state", "OPEN")
                    .containsEntry("failures", 2);
        }
    }

    @Test
    void reconfigurationsAreToldToo() throws Exception {
        try (Events events = client.events()) {
            events.next("all");

            stock.reconfigure(stock.config().toBuilder().failureThreshold(7).build(), "too nervous");

            assertThat(events.next("change").data())
                    .contains(entry("name", "stock"), entry("reason", "too nervous"), entry("revision", 1))
                    .doesNotContainKey("to");
        }
    }

    @Test
    void countsAreToldOnceASecondWhereTheyChange() throws Exception {
        registry.breaker("prices");
        try (Events events = client.events()) {
            events.next("all");
            // What was made just now is told once more.
            Event counts = events.next("counts");
            while (!rows(counts).isEmpty()) {
                counts = events.next("counts");
            }

            stock.run(() -> {});

            while (rows(counts).isEmpty()) {
                counts = events.next("counts");
            }
            assertThat(rows(counts)).extracting(row -> row.get("name")).containsExactly("stock");
            assertThat(rows(counts)).extracting(row -> row.get("calls")).containsExactly(1);
        }
    }

    @Test
    void breakersComeAndGo() throws Exception {
        try (Events events = client.events()) {
            events.next("all");
            Charges charges = registry.protect(Charges.class, new Charges.Real());
            var serials = new HashSet<Object>();
            while (serials.size() < 5) {
                rows(events.next("counts")).forEach(row -> serials.add(row.get("serial")));
            }

            Breakers.inspect(charges).close();

            var gone = new HashSet<Object>();
            while (gone.size() < serials.size()) {
                gone.addAll((List<?>) events.next("counts").data().get("gone"));
            }
            assertThat(gone).isEqualTo(serials);
        }
    }

    @Test
    void nothingIsLostOverAReconnect() throws Exception {
        var numbers = new ArrayList<Long>();
        String last;
        try (Events events = client.events()) {
            events.next("all");
            stock.forceOpen("1");
            Event change = events.next("change");
            numbers.add(number(change));
            last = change.id();
        }
        for (int round = 0; round < 500; round++) {
            stock.reset("again");
            stock.forceOpen("and again");
        }

        try (Events events = client.events("Last-Event-ID", last)) {
            Event event = events.next();
            while (event.name().equals("change")) {
                numbers.add(number(event));
                event = events.next();
            }

            assertThat(event.name()).isEqualTo("all");
            assertThat(event.data()).containsEntry("complete", true);
            assertThat(numbers)
                    .isEqualTo(IntStream.rangeClosed(1, 1_001)
                            .mapToObj(Long::valueOf)
                            .toList());
        }
    }

    @Test
    void whoWasAwayForTooLongIsToldThatSomethingIsMissing() throws Exception {
        String last;
        try (Events events = client.events()) {
            last = events.next("all").id();
        }
        for (int round = 0; round < 2_100; round++) {
            stock.reset("again");
            stock.disable("and again");
        }

        for (String id : List.of(last, "1-1", "nonsense", last + "9")) {
            try (Events events = client.events("Last-Event-ID", id)) {
                Event first = events.next();
                assertThat(first.name()).isEqualTo("all");
                assertThat(first.data()).containsEntry("complete", false);
            }
        }
    }

    @Test
    void manyThreadsAndReadersLoseNothing() throws Exception {
        int threads = 4;
        int rounds = 100;
        int changes = 2 * rounds * threads;
        var readers = new ArrayList<Events>();
        for (int reader = 0; reader < 5; reader++) {
            readers.add(client.events());
            readers.get(reader).next("all");
        }
        // All at the same time: one whose turn came late would be cut.
        var reading = readers.stream()
                .map(reader -> new FutureTask<>(() -> numbers(reader, changes)))
                .toList();
        reading.forEach(task -> new Thread(task, "reader").start());
        var workers = new ArrayList<Thread>();
        for (int thread = 0; thread < threads; thread++) {
            Breaker breaker = registry.breaker("breaker-" + thread);
            workers.add(new Thread(() -> {
                for (int round = 0; round < rounds; round++) {
                    breaker.forceOpen("out");
                    breaker.reset("in");
                }
            }));
        }
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }

        for (FutureTask<List<Long>> task : reading) {
            assertThat(task.get())
                    .isEqualTo(LongStream.rangeClosed(1, changes).boxed().toList());
        }
        for (Events events : readers) {
            events.close();
        }
    }

    /** Of the next changes. */
    private static List<Long> numbers(Events events, int count) throws IOException {
        var numbers = new ArrayList<Long>();
        while (numbers.size() < count) {
            numbers.add(number(events.next("change")));
        }
        return numbers;
    }
}
