package io.breakers.fleet;

import io.breakers.fleet.internal.time.FleetThread;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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

    /** So many characters wait at most; what comes beyond them is read later. */
    private static final long INBOX = 10_000_000;

    /** So many a change counts besides its own. */
    private static final long OVERHEAD = 1_000;

    private final Node node;
    private final Intake intake;
    private final FleetThread thread;
    private final Queue<FleetChannel.Change> inbox = new ConcurrentLinkedQueue<>();

    /** The characters of the inbox. */
    private final AtomicLong waiting = new AtomicLong();

    private final AtomicBoolean draining = new AtomicBoolean();

    /** Set when a change found no place, and by the thread of the fleet when it reads everything. */
    private final AtomicBoolean missed = new AtomicBoolean();

    private FleetChannel.@Nullable Connection connection;

    /** Read by those who give commands, once this is ready, which orders it. */
    private volatile boolean ended;

    /** Whether the engine's time is known: what comes before waits for it. */
    private boolean timed;

    private boolean ready;
    private boolean leaving;
    private boolean reading;

    /** The stamp up to which nothing is missing. */
    private long stamp = -1;

    /** The highest number of messages that only what is kept can confirm; 0 for none. */
    private long claimed;

    /** When it began, by the engine's clock. */
    private long since;

    private @Nullable Future<?> pulse;

    Link(Node node, Intake intake, FleetThread thread) {
        this.node = node;
        this.intake = intake;
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
                        end(Stages.line(failure));
                    } else if (!ended) {
                        handler.accept(answer);
                    } else if (answer instanceof FleetChannel.Connection late) {
                        late.close();
                    }
                }));
    }

    private void beat(boolean first) {
        if (leaving) {
            return;
        }
        SharedTrips.Names names = intake.names();
        long asked = thread.ticker().read();
        ask(() -> connection().beat(node.id(), node.card(), names.made(), names.gone()), answer -> {
            node.time.heard(answer.now(), asked);
            node.time.answered(answer.stamp());
            if (first) {
                since = answer.now();
                timed = true;
                drain();
            }
            if (first || stamp != answer.stamp() || missed.get()) {
                read();
            }
            boolean more = intake.told(this, names, answer.isNew());
            pulse = thread.after(more ? 0 : PULSE_MILLIS, () -> beat(false));
        });
    }

    /** Gives the next sign of life now. */
    private void beatNow() {
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
        long unconfirmed = claimed;
        claimed = 0;
        ask(() -> connection().read(), contents -> {
            reading = false;
            node.time.answered(contents.stamp());
            if (unconfirmed > contents.stamp()) {
                ignored(Intake.FAR_ABOVE);
            }
            List<FleetChannel.Entry> lost = intake.lostBy(contents);
            contents.entries().forEach(this::take);
            intake.bringUpTaken();
            stamp = contents.stamp();
            if (!lost.isEmpty()) {
                ask(() -> connection().tell(lost), told -> {});
            }
            if (!ready) {
                ready = true;
                node.ready(this);
            }
            if (claimed > 0) {
                read();
            }
        });
    }

    @Override
    public void received(FleetChannel.Change change) {
        long size = size(change);
        if (waiting.addAndGet(size) > INBOX) {
            waiting.addAndGet(-size);
            missed.set(true);
        } else {
            inbox.add(change);
        }
        if (draining.compareAndSet(false, true)) {
            thread.run(this::drain);
        }
    }

    private static long size(FleetChannel.Change change) {
        return OVERHEAD + change.entry().key().length() + change.entry().text().length();
    }

    /** Takes in what waits now; what comes meanwhile is another task. */
    private void drain() {
        draining.set(false);
        if (!timed) {
            return;
        }
        for (int i = inbox.size(); i > 0; i--) {
            FleetChannel.Change change = inbox.remove();
            try {
                if (!ended) {
                    take(change);
                }
            } finally {
                waiting.addAndGet(-size(change));
            }
        }
    }

    private void take(FleetChannel.Entry entry) {
        if (intake.take(entry, since)) {
            beatNow();
        }
    }

    /** One whose number is far above all others, or for which there is no place, is a hint to read what is kept. */
    private void take(FleetChannel.Change change) {
        if (intake.isOneTooMany(change.entry())) {
            read();
            return;
        }
        if (intake.isFarAbove(change.entry().number())) {
            claimed = Math.max(claimed, change.entry().number());
            read();
            return;
        }
        take(change.entry());
        intake.bringUpTaken();
        if (change.before() == stamp) {
            stamp = change.stamp();
        } else if (ready && change.stamp() > stamp) {
            read();
        }
    }

    @Override
    public void ignored(String why) {
        intake.ignored(why);
    }

    @Override
    public void lost(String why) {
        thread.run(() -> end(why));
    }

    /** Takes the member away, and gives no sign of life any more. */
    CompletionStage<?> leave() {
        leaving = true;
        if (pulse != null) {
            pulse.cancel(false);
        }
        return connection().leave(member());
    }

    /** Whether it is connected, ready or not. */
    boolean isConnected() {
        return connection != null && !ended;
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
