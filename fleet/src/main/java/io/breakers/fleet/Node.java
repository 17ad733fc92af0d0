package io.breakers.fleet;

import io.breakers.api.Breaker;
import io.breakers.api.Ticker;
import io.breakers.api.Transition;
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
 * One instance of a fleet: keeps a {@link Link}, makes a new one when it is lost, and hands what comes to those whom it
 * concerns. It blocks nobody, and knows neither a clock nor a thread but those that it is given. Safe for use by many
 * threads.
 */
final class Node {
    private static final Logger LOGGER = System.getLogger("io.breakers.fleet");

    private static final long FIRST_WAIT_MILLIS = 250;
    private static final long LONGEST_WAIT_MILLIS = 4_000;

    private final BreakerRegistry registry;
    private final FleetChannel channel;
    private final FleetChannel.Line line;
    private final FleetThread thread;
    private final RandomGenerator random;
    private final Holding holding;
    private final SharedDocument document;
    private final @Nullable SharedTrips trips;
    private final Self self;
    private final Intake intake;
    private final RegistryListener listener = new Ear();
    private final CompletableFuture<Void> firstContact = new CompletableFuture<>();

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
        this.intake = new Intake(holding, document, trips, new Garbage(toString(), ticker));
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

    /** Joins. Done when everything was read for the first time. */
    CompletionStage<Void> join() {
        registry.addListener(listener);
        thread.run(this::connect);
        return firstContact;
    }

    private void connect() {
        if (!closed) {
            var next = new Link(this, thread);
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
        ready = link;
        failures = 0;
        if (saidLost) {
            saidLost = false;
            LOGGER.log(Level.INFO, "The fleet " + this + " is connected again");
        }
        firstContact.complete(null);
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

    SharedTrips.Names names() {
        return trips == null ? SharedTrips.Names.NONE : trips.names();
    }

    void told(SharedTrips.Names names, boolean isNew) {
        if (trips != null) {
            trips.told(names, isNew);
        }
    }

    void bringUp() {
        holding.bringUpAll();
    }

    void bringUpTaken() {
        holding.bringUpTaken();
    }

    /** Takes in an entry, however often and late it comes. */
    void take(FleetChannel.Entry entry, long since) {
        long before = document.number();
        intake.take(entry, since);
        if (document.number() != before && link != null) {
            link.beatNow();
        }
    }

    /** Something is none of ours. */
    void ignored(String why) {
        intake.ignored(why);
    }

    /** Returns what the engine has lost. */
    List<FleetChannel.Entry> lostBy(FleetChannel.Contents contents) {
        return intake.lostBy(contents);
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
            return CompletableFuture.failedFuture(refused(problem, null));
        }
        return present.connection().write(key, text, kept, intake.highest()).handle((change, failure) -> {
            if (failure == null) {
                present.received(change);
                return change;
            }
            throw Failures.cause(failure) instanceof IllegalStateException
                    ? refused(Failures.line(failure), failure)
                    : unknown(Failures.line(failure), failure);
        });
    }

    private FleetException refused(String why, @Nullable Throwable cause) {
        return new FleetException(
                "The command was refused, and nothing of it is applied: the fleet " + this + " cannot take it: " + why,
                false,
                cause);
    }

    /** The engine has not answered. */
    FleetException unknown(String why, @Nullable Throwable cause) {
        return new FleetException(
                "The fate of the command is unknown: the fleet " + this + " has not confirmed it: " + why
                        + "; it may have been given, or may be later",
                true,
                cause);
    }

    /** All members, this one included; only this one if the engine does not answer. */
    CompletionStage<List<Member>> members() {
        Link present = ready;
        return present == null ? CompletableFuture.completedFuture(List.of(self.now())) : members(present);
    }

    private CompletionStage<List<Member>> members(Link present) {
        return present.connection()
                .members()
                .handle((signs, failure) -> self.among(failure == null ? signs : List.of(), this::ignoredLater));
    }

    private void ignoredLater(String why) {
        thread.run(() -> ignored(why));
    }

    Self self() {
        return self;
    }

    /** Runs something on the thread of the fleet after everything that has come so far. */
    void run(Runnable task) {
        thread.run(task);
    }

    /** Leaves. Done when the engine knows it, or does not answer. */
    CompletionStage<Void> close() {
        var left = new CompletableFuture<Void>();
        registry.removeListener(listener);
        thread.run(() -> {
            closed = true;
            Link present = ready;
            ready = null;
            problem = "it was closed";
            if (present == null || present.isEnded()) {
                end(left);
            } else {
                thread.run(1_000, () -> end(left));
                present.connection().leave(id()).whenComplete((done, failure) -> thread.run(() -> end(left)));
            }
        });
        return left;
    }

    private void end(CompletableFuture<Void> left) {
        if (!left.isDone()) {
            if (link != null) {
                link.end("it was closed");
            }
            thread.end();
            line.close();
            left.complete(null);
        }
    }

    /** For example {@code shop at redis://localhost:6379}. */
    @Override
    public String toString() {
        return channel.group() + " at " + channel;
    }
}
