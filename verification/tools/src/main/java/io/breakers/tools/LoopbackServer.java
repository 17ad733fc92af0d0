package io.breakers.tools;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** A real HTTP server that writes down what it is sent, and answers as it is told: the server's side of an outage. */
public final class LoopbackServer implements AutoCloseable {
    private static final int OK = 200;
    private static final long PATIENCE_SECONDS = 60;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String type;
    private final UnaryOperator<String> bodies;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile CountDownLatch mayAnswer = new CountDownLatch(0);
    private volatile int status = OK;

    /** Starts a server whose answers are {@code done}, followed by the method and the path of the request. */
    public LoopbackServer() {
        this("text/plain", request -> "done " + request.substring(0, request.indexOf(" from ")));
    }

    /**
     * Starts a server.
     *
     * @param type the media type of its answers
     * @param bodies the answer to a request, which is what {@link #requests} will have
     */
    public LoopbackServer(String type, UnaryOperator<String> bodies) {
        this.type = type;
        this.bodies = bodies;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException occupied) {
            throw new UncheckedIOException(occupied);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Every request from now on is answered with this status; 200 has a body. */
    public void answersWith(int status) {
        this.status = status;
    }

    /** What has arrived, for example {@code POST /orders/7?express=true from acme: 3 apples}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** No request is answered until {@link #releaseAnswers}. */
    public void holdAnswers() {
        mayAnswer = new CountDownLatch(1);
    }

    public void releaseAnswers() {
        mayAnswer.countDown();
    }

    /** Waits until there has been a request. */
    public void awaitRequest() {
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
            String request = line + " from " + tenant + ": "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            requests.add(request);
            asked.countDown();
            await(mayAnswer);
            int answered = status;
            byte[] body = (answered == OK ? bodies.apply(request) : "").getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(answered, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        releaseAnswers();
        server.stop(0);
        threads.shutdown();
    }
}
