package io.breakers.micrometer;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.proxy.Breakers;
import io.breakers.tools.Gate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The registry and the breakers say the same: of states in each scrape, of counts at rest, and of counters which only
 * grow meanwhile (S44, invariant 11).
 */
class AgreementTest {
    private static final int PROXIES = 4;
    private static final int THREADS = 4;
    private static final int CALLS = Integer.getInteger("breakers.soak.calls", 150_000);
    private static final int ROUNDS = 100;
    private static final int SCRAPES = Integer.getInteger("breakers.soak.scrapes", 500);

    /** Counters, and of timers what is counted; not the maximum, which fades. */
    private static final Pattern NEVER_FALLS = Pattern.compile("_(total|count|sum)\\{");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void statesSumToTheNumberOfProxiesInEachScrapeWhileTheyChange() throws Exception {
        List<Breaker> breakers = new ArrayList<>();
        for (Payments payments : proxies(BreakerMetrics.to(registry))) {
            payments.charge(() -> "paid");
            breakers.add(Breakers.inspect(payments).breaker("charge"));
        }
        var over = new AtomicBoolean();
        Callable<Void> change = () -> {
            while (!over.get()) {
                Breaker any = breakers.get(ThreadLocalRandom.current().nextInt(PROXIES));
                switch (ThreadLocalRandom.current().nextInt(3)) {
                    case 0 -> any.forceOpen();
                    case 1 -> any.disable();
                    default -> any.reset();
                }
            }
            return null;
        };
        Callable<Void> scrape = () -> {
            try {
                // More of them where the other threads have to wait for a processor.
                for (int i = 0; i < SCRAPES || !haveAllMoved(breakers); i++) {
                    assertThat(sumOfStates()).isEqualTo(PROXIES);
                }
            } finally {
                over.set(true);
            }
            return null;
        };
        try (var gate = new Gate(3)) {
            gate.runAll(List.of(change, change, scrape));
        }
    }

    private static boolean haveAllMoved(List<Breaker> breakers) {
        return breakers.stream().allMatch(breaker -> breaker.stats().transitions() > 0);
    }

    @Test
    void statesSumToTheNumberOfProxiesForTwoScrapersAtOnce() throws Exception {
        List<Breaker> breakers = new ArrayList<>();
        for (Payments payments : proxies(BreakerMetrics.to(registry))) {
            payments.charge(() -> "paid");
            breakers.add(Breakers.inspect(payments).breaker("charge"));
        }
        Callable<Void> scrapeAndChange = () -> {
            for (int i = 0; i < SCRAPES; i++) {
                assertThat(sumOfStates()).isEqualTo(PROXIES);
                breakers.get(i % PROXIES).disable();
                assertThat(sumOfStates()).isEqualTo(PROXIES);
                breakers.get(i % PROXIES).reset();
            }
            return null;
        };
        try (var gate = new Gate(2)) {
            gate.run(scrapeAndChange);
        }
    }

    @Test
    void firstCallsAtOnceAreAllTimed() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            Payments payments = Breakers.builder(Payments.class, new Payments.Real())
                    .name("round " + round)
                    .listener(BreakerMetrics.to(registry).withTimers())
                    .build();
            try (var gate = new Gate(THREADS)) {
                gate.run(() -> payments.charge(() -> "paid"));
            }
            assertThat(Readings.of(registry, "breaker.calls", "service", "round " + round, "outcome", "success"))
                    .isEqualTo(THREADS);
        }
    }

    @Test
    void atRestTheRegistryEqualsTheStatisticsToTheLastCall() throws Exception {
        soak(BreakerMetrics.to(registry));
    }

    @Test
    void atRestRealTimersEqualTheStatisticsToTheLastCall() throws Exception {
        soak(BreakerMetrics.to(registry).withTimers());
    }

    private void soak(BreakerMetrics metrics) throws Exception {
        List<Payments> all = proxies(metrics);
        List<Breaker> breakers = new ArrayList<>();
        all.forEach(payments -> breakers.add(Breakers.inspect(payments).breaker("charge")));
        // So that each scrape finds all meters, and all proxies behind them.
        all.forEach(payments -> Script.charge(payments, () -> "paid"));
        var working = new AtomicInteger(THREADS);
        Callable<Void> work = () -> {
            var random = ThreadLocalRandom.current();
            for (int i = 0; i < CALLS; i++) {
                int dice = random.nextInt(100);
                Script.charge(all.get(random.nextInt(PROXIES)), () -> {
                    if (dice < 20) {
                        throw new IOException("down");
                    }
                    if (dice < 25) {
                        throw new IllegalArgumentException("no such card");
                    }
                    return "paid";
                });
            }
            working.decrementAndGet();
            return null;
        };
        Callable<Void> scrape = () -> {
            Map<String, Double> before = Map.of();
            do {
                Map<String, Double> scraped = scrape();
                assertThat(sumOfStates(scraped)).isEqualTo(PROXIES);
                before.forEach((counter, value) -> {
                    if (NEVER_FALLS.matcher(counter).find()) {
                        assertThat(scraped.get(counter)).as(counter).isGreaterThanOrEqualTo(value);
                    }
                });
                before = scraped;
            } while (working.get() > 0);
            assertThat(before.keySet()).filteredOn(NEVER_FALLS.asPredicate()).hasSize(22);
            return null;
        };
        List<Callable<Void>> everybody = new ArrayList<>(Collections.nCopies(THREADS, work));
        everybody.add(scrape);
        try (var gate = new Gate(everybody.size())) {
            gate.runAll(everybody);
        }

        assertAgreement(registry, breakers);
        assertThat(total(breakers, BreakerStats::calls)).isEqualTo((long) THREADS * CALLS + PROXIES);
        assertThat(total(breakers, BreakerStats::rejected)).isPositive();
        assertThat(total(breakers, BreakerStats::failures)).isPositive();

        // One leaves, and is still counted.
        Breakers.inspect(all.get(0)).close();
        assertCountsAgree(registry, breakers);
        assertThat(sumOfStates()).isEqualTo(PROXIES - 1);
    }

    private static List<Payments> proxies(BreakerMetrics metrics) {
        // Time passes with each look at it, so that a thread may be kept waiting for long in the middle of a scrape.
        var ticks = new AtomicLong();
        BreakerConfig config = BreakerConfig.builder()
                .ticker(() -> ticks.addAndGet(10))
                .failureThreshold(3)
                .openFor(Duration.ofNanos(1_000))
                .ignore(IllegalArgumentException.class)
                .listener(metrics)
                .build();
        List<Payments> proxies = new ArrayList<>();
        for (int i = 0; i < PROXIES; i++) {
            proxies.add(Breakers.protect(Payments.class, new Payments.Real(), config, new Offline()));
        }
        return proxies;
    }

    private static void assertAgreement(MeterRegistry registry, List<Breaker> breakers) {
        assertCountsAgree(registry, breakers);
        assertThat(Readings.of(registry, "breaker.inflight")).isZero();
    }

    private static void assertCountsAgree(MeterRegistry registry, List<Breaker> breakers) {
        agree(registry, breakers, "breaker.calls", "outcome", "success", BreakerStats::successes);
        agree(registry, breakers, "breaker.calls", "outcome", "failure", BreakerStats::failures);
        agree(registry, breakers, "breaker.calls", "outcome", "ignored", BreakerStats::ignored);
        agree(registry, breakers, "breaker.calls", "outcome", "cancelled", BreakerStats::cancelled);
        agree(registry, breakers, "breaker.fallbacks", "outcome", "success", BreakerStats::fallbacks);
        agree(registry, breakers, "breaker.fallbacks", "outcome", "failure", BreakerStats::fallbackFailures);
        agree(registry, breakers, "breaker.rejections", "reason", "open", of -> of.rejected(BreakerState.OPEN));
        agree(
                registry,
                breakers,
                "breaker.rejections",
                "reason",
                "half_open",
                of -> of.rejected(BreakerState.HALF_OPEN));
        double transitions = registry.get("breaker.transitions").functionCounters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
        assertThat(transitions).isEqualTo(total(breakers, BreakerStats::transitions));
        double seconds = Readings.sum(registry, "breaker.calls", Statistic.TOTAL_TIME);
        double expected = total(breakers, of -> of.totalTime().toNanos()) / 1e9;
        assertThat(seconds).isCloseTo(expected, within(1e-6));
    }

    private static void agree(
            MeterRegistry registry,
            List<Breaker> breakers,
            String name,
            String tag,
            String value,
            ToLongFunction<BreakerStats> count) {
        assertThat(Readings.of(registry, name, tag, value))
                .as("%s %s=%s", name, tag, value)
                .isEqualTo(total(breakers, count));
    }

    private static long total(List<Breaker> breakers, ToLongFunction<BreakerStats> count) {
        return breakers.stream()
                .mapToLong(breaker -> count.applyAsLong(breaker.stats()))
                .sum();
    }

    private double sumOfStates() {
        return sumOfStates(scrape());
    }

    private static double sumOfStates(Map<String, Double> scraped) {
        return scraped.entrySet().stream()
                .filter(line -> line.getKey().startsWith("breaker_state{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** One scrape: values by names with their tags. */
    private Map<String, Double> scrape() {
        return registry.scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
    }

    /** Fails now and then. */
    private static final class Offline implements Payments {
        @Override
        public String charge(Callable<String> work) throws IOException {
            if (ThreadLocalRandom.current().nextInt(4) == 0) {
                throw new IOException("the queue is full");
            }
            return "queued";
        }

        @Override
        public String refund(Callable<String> work) {
            return "queued";
        }
    }
}
