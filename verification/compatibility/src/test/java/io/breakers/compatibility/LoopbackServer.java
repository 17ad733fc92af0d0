package io.breakers.compatibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A real HTTP server that writes down what it is sent, and answers as it is told: the server's side of an outage. */
final class LoopbackServer implements AutoCloseable {
    private static final int OK = 200;
    private static final long PATIENCE_SECONDS = 60;

    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile CountDownLatch mayAnswer = new CountDownLatch(0);
    private volatile int status = OK;

    LoopbackServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException occupied) {
            throw new UncheckedIOException(occupied);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Every request from now on is answered with this status; 200 has a body that names the request. */
    void answersWith(int status) {
        this.status = status;
    }

    /** What has arrived, for example {@code POST /orders/7?express=true from acme: 3 apples}. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** No request is answered until {@link #releaseAnswers}. */
    void holdAnswers() {
        mayAnswer = new CountDownLatch(1);
    }

    void releaseAnswers() {
        mayAnswer.countDown();
    }

    /** Waits until there has been a request. */
    void awaitRequest() {
        await(asked);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, SECONDS)) {
                throw new AssertionError("waited in vain");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String tenant = exchange.getRequestHeaders().getFirst("X-Tenant");
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            requests.add(line + " from " + tenant + ": " + body);
            asked.countDown();
            await(mayAnswer);
            byte[] answer = (status == OK ? "done " + line : "").getBytes(UTF_8);
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        releaseAnswers();
        server.stop(0);
    }
}
