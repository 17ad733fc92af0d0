package io.breakers.fleet;

import io.breakers.api.Ticker;
import io.breakers.fleet.internal.messages.Action;
import io.breakers.fleet.internal.messages.Command;
import io.breakers.fleet.internal.messages.DocumentText;
import io.breakers.fleet.internal.messages.Limits;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The instances of an application that share operators' commands and settings, and trips if that is asked for (S62,
 * S63), each with its registry. A call asks nobody: what was shared is applied to the breakers, by one thread of the
 * fleet, a daemon, on which the listeners of these changes run, too.
 *
 * <p>Without the engine, each instance works as before and keeps what holds; commands are refused by a
 * {@link FleetException} within 5 s. That is logged once, and so is its end (WARNING and INFO of
 * {@code io.breakers.fleet}). Safe for use by many threads.
 */
public final class Fleet implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration MEMBERS = Duration.ofSeconds(4);
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final BreakerRegistry registry;
    private final FleetChannel channel;
    private final BiConsumer<CompletableFuture<?>, Duration> wait;
    private @Nullable Quorum quorum;
    private @Nullable Node node;
    private boolean closed;

    /**
     * Creates one.
     *
     * @param wait how a caller waits, as {@link Stages#await} does; tests see what they would wait for
     */
    Fleet(BreakerRegistry registry, FleetChannel channel, BiConsumer<CompletableFuture<?>, Duration> wait) {
        this.registry = registry;
        this.channel = channel;
        this.wait = wait;
    }

    /** Returns the fleet of a group of instances, which this one has not joined yet. */
    public static Fleet of(BreakerRegistry registry, FleetChannel channel) {
        return new Fleet(
                Objects.requireNonNull(registry, "registry"),
                Objects.requireNonNull(channel, "channel"),
                Stages::await);
    }

    /**
     * Shares trips: where a quorum of the instances has tripped a breaker by a rule, this one trips its own (S63). Off
     * by default. Give it to all instances.
     *
     * @throws IllegalStateException if this has joined
     */
    public synchronized Fleet sharingTrips(Quorum quorum) {
        Objects.requireNonNull(quorum, "quorum");
        if (node != null || closed) {
            throw new IllegalStateException("sharingTrips comes before join");
        }
        this.quorum = quorum;
        return this;
    }

    /**
     * Joins: takes over what holds, and goes on doing so until this is closed. Returns within 5 s, whether the engine
     * answers or not; see {@link #connected}.
     *
     * @throws IllegalStateException if this has joined before, is closed, or the engine's library is not there
     */
    public Fleet join() {
        return join(PATIENCE);
    }

    /**
     * Joins like {@link #join()}, and waits for the engine's first answer for {@code patience} at most. After
     * {@link Duration#ZERO} it does not wait: what holds is taken over a moment later, or when the engine is there.
     *
     * @throws IllegalArgumentException if {@code patience} is negative or more than a minute
     * @throws IllegalStateException if this has joined before, is closed, or the engine's library is not there
     */
    public Fleet join(Duration patience) {
        if (Objects.requireNonNull(patience, "patience").isNegative()
                || patience.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("patience must be from 0 to 1 minute, was " + patience);
        }
        CompletionStage<Void> joined = begin();
        if (!patience.isZero()) {
            wait.accept(joined.toCompletableFuture(), patience);
        }
        return this;
    }

    private synchronized CompletionStage<Void> begin() {
        if (node != null || closed) {
            throw new IllegalStateException(closed ? "the fleet is closed" : "the fleet has been joined already");
        }
        var executor = new ScheduledThreadPoolExecutor(1, this::thread);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        var made = new Node(registry, channel, Self.newId(), quorum, executor, Ticker.system(), new SplittableRandom());
        node = made;
        return made.join();
    }

    private Thread thread(Runnable work) {
        var made = new Thread(work, "breakers-fleet-" + channel.group());
        made.setDaemon(true);
        return made;
    }

    /**
     * Rejects every call everywhere, until there is another command.
     *
     * @param name of a breaker, or of a service, which means all its breakers. This instance need not have it: it holds
     *     where there is one, also where it is made later
     * @param reason why, for people
     * @param author who wants it, for people
     * @return the number of the command
     * @throws IllegalArgumentException if one of them is blank, too long, or more than a line
     * @throws FleetException if it was refused, or not confirmed
     * @throws IllegalStateException if this has not joined, or is closed
     */
    public long forceOpen(String name, String reason, String author) {
        return give(Action.FORCE_OPEN, name, reason, author, 0);
    }

    /**
     * Rejects every call everywhere, like {@link #forceOpen(String, String, String)}, and resets the breakers after
     * {@code length}. Each instance keeps the time itself.
     *
     * @throws IllegalArgumentException also if {@code length} is less than a millisecond or more than 10,000 days
     */
    public long forceOpen(String name, String reason, String author, Duration length) {
        return give(Action.FORCE_OPEN, name, reason, author, millis(length));
    }

    /** Lets every call pass everywhere, without tripping; see {@link #forceOpen(String, String, String)}. */
    public long disable(String name, String reason, String author) {
        return give(Action.DISABLE, name, reason, author, 0);
    }

    /**
     * Lets every call pass everywhere, and resets the breakers after {@code length}; see
     * {@link #forceOpen(String, String, String, Duration)}.
     */
    public long disable(String name, String reason, String author, Duration length) {
        return give(Action.DISABLE, name, reason, author, millis(length));
    }

    /** Closes breakers everywhere, as a command that holds; see {@link #forceOpen(String, String, String)}. */
    public long reset(String name, String reason, String author) {
        return give(Action.RESET, name, reason, author, 0);
    }

    /**
     * Trips breakers everywhere, now and once: it does not hold, and is not kept for those who are not there; see
     * {@link #forceOpen(String, String, String)}.
     */
    public long trip(String name, String reason, String author) {
        return give(Action.TRIP, name, reason, author, 0);
    }

    private static long millis(Duration length) {
        if (Objects.requireNonNull(length, "length").compareTo(Duration.ofMillis(1)) < 0
                || length.compareTo(Duration.ofDays(10_000)) > 0) {
            throw new IllegalArgumentException("length must be from 1 ms to 10000 days, was " + length);
        }
        return length.toMillis();
    }

    private long give(Action action, String name, String reason, String author, long millis) {
        Limits.check("name", name, Limits.NAME);
        Limits.check("reason", reason, Limits.REASON);
        Limits.check("author", author, Limits.AUTHOR);
        return new Commands(joined(), wait).give(name, new Command(action, millis, author, reason));
    }

    /**
     * Puts a document in force on all instances, each as by {@link BreakerRegistry#apply}: all of it, or, where it does
     * not fit, nothing; {@link #members} shows that. What is applied locally afterwards holds until the next one.
     *
     * @return the number of the document
     * @throws IllegalArgumentException if it has more than a million characters
     * @throws FleetException if it was refused, or not confirmed
     * @throws IllegalStateException if this has not joined, or is closed
     */
    public long apply(Settings settings) {
        long size =
                DocumentText.size(Objects.requireNonNull(settings, "settings").toMap());
        if (size > Limits.DOCUMENT) {
            throw new IllegalArgumentException(
                    "settings must have at most " + Limits.DOCUMENT + " characters, had " + size);
        }
        return new Commands(joined(), wait).apply(settings);
    }

    /**
     * Puts the document in force again, on all instances, that was before the last one of {@link #apply}; if there was
     * none, each instance goes back to its own.
     *
     * @return {@code false} if there is no way back: no document was shared, or this was done already
     * @throws FleetException if it was refused, or not confirmed
     * @throws IllegalStateException if this has not joined, or is closed
     */
    public boolean rollback() {
        return new Commands(joined(), wait).rollback();
    }

    /**
     * All instances that are alive, this one among them, by their names. Without the engine, this one alone.
     *
     * @throws IllegalStateException if this has not joined, or is closed
     */
    public List<Member> members() {
        Node joined = joined();
        CompletableFuture<List<Member>> asked = joined.members().toCompletableFuture();
        wait.accept(asked, MEMBERS);
        List<Member> members = Stages.value(asked);
        return members == null ? List.of(joined.self().now()) : members;
    }

    /** Whether commands can be given, and reach this instance. A loss is noticed within 5 s, a hanging engine in 15. */
    public boolean connected() {
        Node present = present();
        return present != null && present.isConnected();
    }

    private synchronized @Nullable Node present() {
        return closed ? null : node;
    }

    private Node joined() {
        Node present = present();
        if (present == null) {
            throw new IllegalStateException("the fleet is closed, or has not been joined");
        }
        return present;
    }

    /**
     * Leaves the fleet, and ends its thread. What was applied stays; ends of commands that have not come do not come
     * any more. Returns within 5 s. Closing again has no effect, but waits for that end, too.
     */
    @Override
    public void close() {
        Node leaving = leave();
        if (leaving != null && !leaving.isItsThread()) {
            wait.accept(leaving.left().toCompletableFuture(), CLOSE);
        }
    }

    private synchronized @Nullable Node leave() {
        Node leaving = node;
        if (leaving != null && !closed) {
            leaving.close();
        }
        closed = true;
        return leaving;
    }

    /** For example {@code fleet shop at redis://localhost:6379}. */
    @Override
    public String toString() {
        return "fleet " + channel.group() + " at " + channel;
    }
}
