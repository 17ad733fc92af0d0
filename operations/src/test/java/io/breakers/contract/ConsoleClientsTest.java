package io.breakers.contract;

import static io.breakers.tools.UserCode.path;
import static io.breakers.tools.UserCode.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.contract.ConsoleClient.Events;
import io.breakers.operations.BreakerConsole;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.RunningConsole;
import io.breakers.tools.UserCode;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A console stands clients that are slow, idle, many, or gone. */
class ConsoleClientsTest {
    private static final int MANY = 1_000;
    private static final int PATIENCE_SECONDS = 60;

    private final BreakerRegistry registry = BreakerRegistry.builder().quiet().build();
    private final Breaker stock = registry.breaker("stock");
    private final RunningConsole console =
            BreakerConsole.of(registry).operators(ConsoleTest.TOKEN).start();
    private final ConsoleClient client = new ConsoleClient(console.uri());
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        console.close();
    }

    private Socket connect() throws IOException {
        Socket socket = client.connect();
        sockets.add(socket);
        return socket;
    }

    private void assertServed() throws Exception {
        assertThat(client.get("/api/breakers").statusCode()).isEqualTo(200);
        assertThat(client.operate("/api/breakers/stock/reset", null).statusCode())
                .isEqualTo(200);
    }

    @Test
    void idleConnectionsKeepNobodyWaiting() throws Exception {
        for (int connection = 0; connection < MANY; connection++) {
            connect();
        }

        assertServed();
    }

    @Test
    void connectionsThatWereServedOnceAndAreIdleKeepNobodyWaiting() throws Exception {
        for (int connection = 0; connection < MANY; connection++) {
            Socket socket = connect();
            ConsoleClient.write(socket, "GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }

        assertServed();
    }

    @Test
    void requestsThatNeverEndAreCutAndKeepNobodyWaitingForLong() throws Exception {
        for (int connection = 0; connection < MANY; connection++) {
            ConsoleClient.write(connect(), "GET /api/breakers HTTP/1.1\r\nHost: local");
        }

        assertServed();
        for (Socket socket : sockets) {
            assertThat(isCut(socket)).isTrue();
        }
    }

    @Test
    void aBodyThatNeverEndsIsCut() throws Exception {
        Socket socket = connect();
        ConsoleClient.write(
                socket,
                "POST /api/breakers/stock/force-open HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + ConsoleTest.TOKEN + "\r\nContent-Length: 100\r\n\r\n{\"reason\"");

        assertThat(isCut(socket)).isTrue();
        assertThat(stock.stats().transitions()).isZero();
    }

    private static boolean isCut(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void aReaderOfEventsThatReadsNothingIsCutAndOthersAreServed() throws Exception {
        int large = 12_000_000;
        for (int breaker = 0; breaker < 1_500; breaker++) {
            registry.breaker("long".repeat(1_000) + breaker);
        }
        assertThat(client.get("/api/breakers").body().length()).isGreaterThan(large);
        Socket slow = connect();
        ConsoleClient.write(slow, "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        // From here on what is sent fills the buffers of the sockets, which hold less.
        assertThat(slow.getInputStream().read()).isEqualTo('H');

        try (Events events = client.events()) {
            events.next("all");
            int seconds = 0;
            while (!isGone(slow) && seconds < PATIENCE_SECONDS) {
                events.next("counts");
                seconds++;
            }
            assertThat(seconds).isBetween(1, PATIENCE_SECONDS - 1);
        }

        assertThat(readUntilCut(slow, large)).isLessThan(large);
        assertServed();
    }

    /** Whether the other side has closed it, with what it had not read: then it answers what is written to it. */
    private static boolean isGone(Socket socket) {
        try {
            ConsoleClient.write(socket, "\r\n");
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static int readUntilCut(Socket socket, int most) throws IOException {
        var buffer = new byte[65_536];
        int read = 0;
        try {
            while (read < most) {
                int more = socket.getInputStream().read(buffer);
                if (more < 0) {
                    return read;
                }
                read += more;
            }
        } catch (SocketException reset) {
            return read;
        }
        return read;
    }

    @Test
    void thereIsAnEndToTheNumberOfReaders() throws Exception {
        var readers = new ArrayList<Events>();
        for (int reader = 0; reader < 128; reader++) {
            readers.add(client.events());
            readers.get(reader).next("all");
        }

        try (Events oneMore = client.events()) {
            assertThat(oneMore.answer.statusCode()).isEqualTo(503);
            assertThat(oneMore.answer.headers().firstValue("Retry-After")).contains("5");
        }
        assertServed();
        for (Events reader : readers) {
            reader.close();
        }
    }

    @Test
    void aThousandRequestsASecondFromAnotherProcessAreAllAnsweredAndNoEventIsLost() throws Exception {
        int changes = 500;
        CompletableFuture<String> load = new CompletableFuture<>();
        try (Events events = client.events()) {
            events.next("all");
            var process = new Thread(() -> {
                try {
                    load.complete(UserCode.java(
                            "-cp",
                            path(pathOf(ConsoleLoad.class)),
                            ConsoleLoad.class.getName(),
                            console.uri().toString(),
                            "5000"));
                } catch (Exception failed) {
                    load.completeExceptionally(failed);
                }
            });
            process.start();
            for (int change = 1; change <= changes; change++) {
                if (change % 2 == 1) {
                    stock.forceOpen("out");
                } else {
                    stock.reset("in");
                }
                assertThat(events.next("change").data()).containsEntry("number", change);
            }
            process.join();
        }

        assertThat(load.get()).startsWith("5000 answers of 5000, ");
        System.out.println("The console: " + load.get()); // how many a second depends on the machine
    }
}
