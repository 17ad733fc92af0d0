package io.breakers.operations.internal.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.breakers.operations.internal.events.BreakerEvents;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What readers of one stream have in common; the test reads the numbers, in the place of the console's clock. */
class EventStreamTest {
    private final AtomicInteger reports = new AtomicInteger();
    private final Supplier<HealthView> health =
            () -> new HealthView(true, false, Map.of(), List.of("report " + reports.incrementAndGet()), List.of());
    private final Board board = new Board(List::of, new BreakerEvents());
    private final Workers workers = new Workers(Thread::new);
    private final HttpServer server = create();

    private static HttpServer create() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException unbound) {
            throw new AssertionError(unbound);
        }
    }

    @BeforeEach
    void open() {
        var stream = new EventStream(board, workers, health, false, "1");
        server.createContext("/", stream::serve);
        server.setExecutor(workers);
        board.open();
        server.start();
    }

    @AfterEach
    void close() {
        board.close();
        workers.close();
        server.stop(0);
    }

    private BufferedReader reader() {
        try {
            var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            return new BufferedReader(new InputStreamReader(address.toURL().openStream(), StandardCharsets.UTF_8));
        } catch (IOException refused) {
            throw new AssertionError(refused);
        }
    }

    /** Waits for the data of the next event of that name. */
    private static String next(String name, BufferedReader reader) {
        try {
            String line = reader.readLine();
            while (!line.equals("event: " + name)) {
                line = reader.readLine();
            }
            reader.readLine();
            return reader.readLine();
        } catch (IOException lost) {
            throw new AssertionError(lost);
        }
    }

    @Test
    void allReadersGetOneReportOfTheHealthForEachReading() throws IOException {
        List<BufferedReader> readers = Stream.generate(this::reader).limit(3).toList();
        assertThat(readers).allSatisfy(each -> assertThat(next("all", each)).contains("\"causes\":\"report 1\""));

        board.tick();
        assertThat(readers).allSatisfy(each -> assertThat(next("counts", each)).contains("\"causes\":\"report 2\""));
        board.tick();
        assertThat(readers).allSatisfy(each -> assertThat(next("counts", each)).contains("\"causes\":\"report 3\""));

        for (BufferedReader each : readers) {
            each.close();
        }
    }
}
