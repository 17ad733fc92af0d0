package io.breakers.operations.internal.console;

import com.sun.net.httpserver.HttpServer;
import io.breakers.api.Breaker;
import io.breakers.operations.internal.events.BreakerEvents;
import io.breakers.operations.internal.events.SafeLog;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The server of a console: the HTTP server of the JDK, with threads of its own that end with it. */
public final class ConsoleServer {
    private static final SafeLog LOG = SafeLog.of("io.breakers.operations.console");

    /** So many connections may wait to be accepted: fewer than come at once, and some would come again in seconds. */
    private static final int WAITING = 1_024;

    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpServer server;
    private final Board board;
    private final Workers workers = new Workers(threads("breakers-console"));
    private final ScheduledThreadPoolExecutor pulse =
            new ScheduledThreadPoolExecutor(1, threads("breakers-console-pulse"));
    private final AtomicBoolean closed = new AtomicBoolean();

    private ConsoleServer(HttpServer server, Board board) {
        this.server = server;
        this.board = board;
    }

    /**
     * Binds the address and begins to answer.
     *
     * @throws IOException if the address cannot be bound
     */
    public static ConsoleServer start(
            Supplier<List<Breaker>> breakers,
            BreakerEvents events,
            @Nullable Supplier<HealthView> health,
            @Nullable String token,
            InetSocketAddress address)
            throws IOException {
        doNotDelayAnswers();
        HttpServer server = HttpServer.create(address, WAITING);
        var console = new ConsoleServer(server, new Board(breakers, events));
        console.open(health, new Gate(address, token));
        return console;
    }

    /**
     * The server writes head and body of an answer apart, so that without TCP_NODELAY each answer on a connection that
     * is kept waits some 40 ms for the client's acknowledgement of the head. A system property is the only way to set
     * it; the JDK reads it when the first of its servers is made in the process. What the user has set holds.
     */
    private static void doNotDelayAnswers() {
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a beat logs what goes wrong, and only close() ends it
    private void open(@Nullable Supplier<HealthView> health, Gate gate) throws IOException {
        String run = Long.toHexString(ThreadLocalRandom.current().nextLong());
        var stream = new EventStream(board, workers, health, gate.knowsOperators(), run);
        server.createContext("/", new Routes(board, gate, workers, stream, health));
        server.setExecutor(workers);
        board.open();
        pulse.scheduleWithFixedDelay(this::beat, 1, 1, TimeUnit.SECONDS);
        startAsDaemon();
    }

    /** The server's own thread is a daemon if the one that starts it is. */
    private void startAsDaemon() throws IOException {
        Thread starter = threads("breakers-console-start").newThread(server::start);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the console was started", interrupted);
        }
    }

    private void beat() {
        try {
            workers.cutOverdue();
            board.tick();
        } catch (Throwable fault) {
            // The next beat may succeed, and must come.
            LOG.log(Level.WARNING, "The console could not read the breakers", fault);
        }
    }

    private static ThreadFactory threads(String name) {
        var count = new AtomicInteger();
        return work -> {
            var thread = new Thread(null, work, name + "-" + count.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Where the page is. */
    public URI uri() {
        InetSocketAddress bound = server.getAddress();
        InetAddress address =
                bound.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound.getAddress();
        return URI.create("http://" + Gate.literal(address) + ":" + bound.getPort() + "/");
    }

    /** Closes all connections and ends all threads. */
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        board.close();
        pulse.shutdownNow();
        workers.close();
        server.stop(0);
        try {
            if (!workers.awaitEnd(PATIENCE)) {
                LOG.log(Level.WARNING, "A thread of the console has not ended yet");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
