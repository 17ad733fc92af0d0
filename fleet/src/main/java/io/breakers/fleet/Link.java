package io.breakers.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection from its beginning to its end: gives signs of life, takes in what comes, and reads everything where
 * something was missed. It is ready when it has read for the first time. For the thread of the fleet, except what the
 * engine calls.
 */
final class Link implements FleetChannel.Receiver {
    private static final long PULSE_MILLIS = 2_000;
    private static final long ANSWER_MILLIS = 3_000;

    /** Longer than the engine's own limit. */
    private static final long CONNECT_MILLIS = 3_500;

    /** So many changes wait at most; what comes beyond them is read later. */
    private static final int INBOX = 1_000;

    private final Node node;
    private final FleetThread thread;
    private final Queue<FleetChannel.Change> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean draining = new AtomicBoolean();

    /** Set when a change found no place, and by the thread of the fleet when it reads everything. */
    private final AtomicBoolean missed = new AtomicBoolean();

    private FleetChannel.@Nullable Connection connection;

    /** Read by those who give commands, once this is ready, which orders it. */
    private volatile boolean ended;

    /** Whether the engine's time is known: what comes before waits for it. */
    private boolean timed;

    private boolean ready;
    private boolean reading;

    /** The stamp up to which nothing is missing. */
    private long stamp = -1;

    /** When it began, by the engine's clock. */
    private long since;

    private @Nullable Future<?> pulse;

    Link(Node node, FleetThread thread) {
        this.node = node;
        this.thread = thread;
    }

    void open(FleetChannel.Line line) {
        ask(() -> line.connect(this), CONNECT_MILLIS, made -> {
            connection = made;
            beat(true);
        });
    }

    /** Only while it has one. */
    FleetChannel.Connection connection() {
        FleetChannel.Connection present = connection;
        if (present == null) {
            throw new IllegalStateException("there is no connection");
        }
        return present;
    }

    String member() {
        return node.id();
    }

    /** When it began, by the engine's clock. */
    long since() {
        return since;
    }

    /** Handles an answer; without one in time, or if it fails, this ends. */
    <T> void ask(Supplier<CompletionStage<T>> question, Consumer<T> handler) {
        ask(question, ANSWER_MILLIS, handler);
    }

    private <T> void ask(Supplier<CompletionStage<T>> question, long limit, Consumer<T> handler) {
        Future<?> timer = thread.after(limit, () -> end("it did not answer within " + limit + " ms"));
        question.get()
                .whenComplete((answer, failure) -> thread.run(() -> {
                    timer.cancel(false);
                    if (failure != null) {
                        end(Failures.line(failure));
                    } else if (!ended) {
                        handler.accept(answer);
                    } else if (answer instanceof FleetChannel.Connection late) {
                        late.close();
                    }
                }));
    }

    private void beat(boolean first) {
        SharedTrips.Names names = node.names();
        long asked = thread.ticker.read();
        ask(() -> connection().beat(node.id(), node.card(), names.made(), names.gone()), answer -> {
            node.time.heard(answer.now(), asked);
            node.told(names, answer.isNew());
            if (first) {
                since = answer.now();
                timed = true;
                drain();
            }
            if (first || stamp != answer.stamp() || missed.get()) {
                read();
            }
            node.bringUp();
            pulse = thread.after(PULSE_MILLIS, () -> beat(false));
        });
    }

    /** Gives the next sign of life now. */
    void beatNow() {
        Future<?> next = pulse;
        if (next != null && next.cancel(false)) {
            pulse = null;
            beat(false);
        }
    }

    /** Reads everything, unless that is being done. */
    private void read() {
        if (reading) {
            return;
        }
        reading = true;
        missed.set(false);
        ask(() -> connection().read(), contents -> {
            reading = false;
            contents.entries().forEach(entry -> node.take(entry, since));
            node.bringUpTaken();
            stamp = contents.stamp();
            List<FleetChannel.Entry> lost = node.lostBy(contents);
            if (!lost.isEmpty()) {
                ask(() -> connection().tell(lost), told -> {});
            }
            if (!ready) {
                ready = true;
                node.ready(this);
            }
        });
    }

    @Override
    public void received(FleetChannel.Change change) {
        if (waiting.incrementAndGet() > INBOX) {
            waiting.decrementAndGet();
            missed.set(true);
        } else {
            inbox.add(change);
        }
        if (draining.compareAndSet(false, true)) {
            thread.run(this::drain);
        }
    }

    private void drain() {
        draining.set(false);
        if (!timed) {
            return;
        }
        var changes = new ArrayList<FleetChannel.Change>();
        for (FleetChannel.Change next = inbox.poll(); next != null; next = inbox.poll()) {
            waiting.decrementAndGet();
            changes.add(next);
        }
        for (FleetChannel.Change change : changes) {
            if (!ended) {
                take(change);
            }
        }
    }

    private void take(FleetChannel.Change change) {
        node.take(change.entry(), since);
        node.bringUpTaken();
        if (change.before() == stamp) {
            stamp = change.stamp();
        } else if (ready && change.stamp() > stamp) {
            read();
        }
    }

    @Override
    public void ignored(String why) {
        thread.run(() -> node.ignored(why));
    }

    @Override
    public void lost(String why) {
        thread.run(() -> end(why));
    }

    boolean isEnded() {
        return ended;
    }

    /** Ends it, once. */
    void end(String why) {
        if (!ended) {
            ended = true;
            if (pulse != null) {
                pulse.cancel(false);
            }
            try {
                if (connection != null) {
                    connection.close();
                }
            } finally {
                node.lost(this, why);
            }
        }
    }
}
