package io.breakers.fleet;

import io.breakers.api.Breaker;
import io.breakers.api.Ticker;
import io.breakers.api.Transition;
import io.breakers.fleet.internal.time.EngineTime;
import io.breakers.fleet.internal.time.FleetThread;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.RegistryListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a fleet: keeps a {@link Link}, makes a new one when it is lost, and writes over it what users want.
 * It blocks nobody, and knows neither a clock nor a thread but those that it is given. Safe for use by many
 * threads.
 */
final class Node {
    private static final Logger LOGGER = System.getLogger("io.breakers.fleet");

    private static final long FIRST_WAIT_MILLIS = 250;
    private static final long LONGEST_WAIT_MILLIS = 4_000;

    private static final String FULL = "it holds commands for " + FleetChannel.MOST_ENTRIES
            + " breakers and services already, and none of them is over; reset one of those, whose place the next"
            + " command then takes";

    private final BreakerRegistry registry;
    private final FleetChannel channel;
    private final FleetChannel.Line line;
    private final FleetThread thread;
    private final RandomGenerator random;
    private final Holding holding;
    private final SharedDocument document;
    private final @Nullable SharedTrips trips;
    private final Self self;
    private final Garbage garbage;
    private final Intake intake;
    private final RegistryListener listener = new Ear();
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    /** The connection that is ready; {@code null} for none. Written by the thread of the fleet. */
    private volatile @Nullable Link ready;

    /** Why there is none. Written by the thread of the fleet, before {@link #ready}. */
    private volatile String problem = "it has not been reached yet";

    // For the thread of the fleet.
    final EngineTime time;
    private @Nullable Link link;
    private int failures;
    private boolean saidLost;
    private boolean closed;

    /**
     * Creates an instance, which does nothing yet.
     *
     * @param quorum {@code null} if it does not share trips
     * @param executor with one thread; shut down at the end
     * @param random spreads the attempts to connect
     */
    Node(
            BreakerRegistry registry,
            FleetChannel channel,
            String id,
            @Nullable Quorum quorum,
            ScheduledExecutorService executor,
            Ticker ticker,
            RandomGenerator random) {
        this.registry = registry;
        this.channel = channel;
        this.line = channel.open();
        this.thread = new FleetThread(executor, ticker, this::failed);
        this.random = random;
        this.time = new EngineTime(ticker);
        this.holding = new Holding(registry, thread, time);
        this.document = new SharedDocument(registry);
        this.trips = quorum == null ? null : new SharedTrips(registry, time, quorum);
        this.self = new Self(id, registry, document, ticker);
        this.garbage = new Garbage(toString(), thread);
        this.intake = new Intake(holding, document, trips, garbage, time);
    }

    private final class Ear implements RegistryListener {
        @Override
        public void onMade(Breaker breaker) {
            holding.made(breaker);
        }

        @Override
        public void onTransition(Breaker breaker, Transition transition) {
            if (trips != null && trips.moved(breaker, transition)) {
                thread.run(() -> trips.report(ready));
            }
        }
    }

    /** Joins. Done when everything was read for the first time, or this was closed. */
    CompletionStage<Void> join() {
        registry.addListener(listener);
        thread.run(this::connect);
        return joined;
    }

    private void connect() {
        if (!closed) {
            var next = new Link(this, intake, thread);
            link = next;
            next.open(line);
        }
    }

    /** Something of ours threw: better a new connection than a half-dead one. */
    private void failed(Throwable fault) {
        if (link != null) {
            link.end("the fleet could not do something: " + fault);
        }
    }

    // What a link tells.

    void ready(Link link) {
        if (closed) {
            return;
        }
        ready = link;
        failures = 0;
        if (saidLost) {
            saidLost = false;
            LOGGER.log(Level.INFO, "The fleet " + this + " is connected again");
        }
        joined.complete(null);
    }

    void lost(Link link, String why) {
        problem = why;
        ready = null;
        if (closed || link != this.link) {
            return;
        }
        if (!saidLost) {
            saidLost = true;
            LOGGER.log(
                    Level.WARNING,
                    "The fleet " + this + " is not connected: " + why
                            + ". What holds goes on holding here; commands are refused");
        }
        long wait = Math.min(FIRST_WAIT_MILLIS << Math.min(failures, 10), LONGEST_WAIT_MILLIS);
        failures++;
        thread.run((long) (wait * (0.5 + random.nextDouble())), this::connect);
    }

    /** What it says of itself. */
    String card() {
        return self.card().text();
    }

    // What users want.

    String id() {
        return self.id();
    }

    SharedDocument document() {
        return document;
    }

    boolean isConnected() {
        Link present = ready;
        return present != null && !present.isEnded();
    }

    /**
     * Writes an entry, for all.
     *
     * @return fails with {@link FleetException}
     */
    CompletionStage<FleetChannel.Change> write(String key, String text, Duration kept) {
        Link present = ready;
        if (present == null) {
            return CompletableFuture.failedFuture(FleetException.refused(toString(), problem, null));
        }
        return Spares.write(present.connection(), key, text, kept, intake.highest())
                .handle((change, failure) -> {
                    if (failure != null) {
                        String why = Stages.line(failure);
                        throw Stages.cause(failure) instanceof IllegalStateException
                                ? FleetException.refused(toString(), why, failure)
                                : FleetException.unknown(toString(), why, failure);
                    }
                    if (change == null) {
                        throw FleetException.refused(toString(), FULL, null);
                    }
                    time.answered(change.stamp());
                    present.received(change);
                    return change;
                });
    }

    /** All members, this one included; only this one if the engine does not answer. */
    CompletionStage<List<Member>> members() {
        Link present = ready;
        return present == null ? CompletableFuture.completedFuture(List.of(self.now())) : members(present);
    }

    private CompletionStage<List<Member>> members(Link present) {
        return present.connection()
                .members()
                .handle((signs, failure) -> self.among(failure == null ? signs : List.of(), garbage::found));
    }

    Self self() {
        return self;
    }

    /** Whether this is the thread of the fleet. */
    boolean isItsThread() {
        return thread.isCurrent();
    }

    /** Runs something on the thread of the fleet after everything that has come so far. */
    void run(Runnable task) {
        thread.run(task);
    }

    /** Leaves, once. */
    void close() {
        registry.removeListener(listener);
        thread.run(() -> {
            closed = true;
            problem = "it was closed";
            ready = null;
            Link present = link;
            if (present == null || !present.isConnected()) {
                end();
            } else {
                thread.run(1_000, this::end);
                present.leave().whenComplete((done, failure) -> thread.run(this::end));
            }
        });
    }

    /** Done when it has left: the engine knows it, or does not answer. */
    CompletionStage<Void> left() {
        return left;
    }

    /** Closes the line first, with its connection: Lettuce warns of a connection that is closed twice. */
    private void end() {
        if (left.isDone()) {
            return;
        }
        try {
            line.close();
        } finally {
            try {
                if (link != null) {
                    link.end(problem);
                }
            } finally {
                thread.end();
                joined.complete(null);
                left.complete(null);
            }
        }
    }

    /** For example {@code shop at redis://localhost:6379}. */
    @Override
    public String toString() {
        return channel.group() + " at " + channel;
    }
}
