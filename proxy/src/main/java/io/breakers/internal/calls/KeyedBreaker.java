package io.breakers.internal.calls;

import io.breakers.internal.state.Admission;
import io.breakers.internal.state.Permit;
import io.breakers.internal.state.Rejection;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * A call finds its breaker, enters it, and only then looks whether it has been dropped meanwhile. Who drops it says so
 * first, and only then looks whether a call has entered. Both have a fence between, so that at least one of them sees
 * the other: either the breaker stays, or the call takes its entry back and begins anew. So nothing is counted in a
 * breaker after it was dropped.
 */

/**
 * The breaker of one key of a method, with its guard. The method's own breaker and the overflow breaker are there in
 * this form too, and are never dropped. Safe for use by many threads.
 */
public final class KeyedBreaker implements Supplier<CircuitBreaker> {
    private static final VarHandle BREAKER = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "breaker", VarHandle.class, KeyedBreaker.class, CircuitBreaker.class);

    /** How often the system's time is read for a key between two new ones: to read it takes longer than the rest. */
    private static final int MOST_READINGS = 16;

    private final Object key;
    private final KeyedBreakers all;
    private final Supplier<CircuitBreaker> maker;
    private final Guard guard;

    /**
     * Made outside of any lock, because its listeners are the user's; of two that a race makes, the first one stays.
     */
    private volatile @Nullable CircuitBreaker breaker;

    /** Written under the lock of all. Volatile, with a fence after it and before each look: see above. */
    volatile boolean dropped;

    /** How many threads need it to stay: they end a call that has been counted by now, or run a fallback. */
    private final AtomicInteger holders = new AtomicInteger();

    // When it was used last. Threads that use it at once race to write these, each its own moment, which differ by
    // nothing that matters.
    private long turn;
    private long used;
    private int readings;

    /**
     * Creates the place of a breaker that will be made when it is first asked for.
     *
     * @param guards makes its guard
     * @param maker makes it, perhaps more than once
     */
    KeyedBreaker(
            Object key,
            KeyedBreakers all,
            long now,
            Function<Supplier<CircuitBreaker>, Guard> guards,
            Supplier<CircuitBreaker> maker) {
        this.key = key;
        this.all = all;
        this.maker = maker;
        this.turn = all.nextTurn();
        this.used = now;
        this.guard = guards.apply(this);
    }

    Object key() {
        return key;
    }

    /** The guard of its calls, between {@link #enter} and their end. */
    public Guard guard() {
        return guard;
    }

    boolean isMade() {
        return breaker != null;
    }

    /**
     * Returns the breaker, the same one each time; makes it if need be.
     *
     * @throws RuntimeException what a factory of listeners throws
     */
    @Override
    public CircuitBreaker get() {
        CircuitBreaker known = breaker;
        if (known != null) {
            return known;
        }
        CircuitBreaker made = maker.get();
        var earlier = (CircuitBreaker) BREAKER.compareAndExchange(this, null, made);
        if (earlier == null) {
            all.made(this, made);
            return made;
        }
        if (earlier != made) {
            made.close();
        }
        return earlier;
    }

    // A call.

    /** Asks the breaker to let a call in; {@code null} if it has been dropped, so that another has to be found. */
    public @Nullable Admission enter() {
        Permit fast = guard.tryEnterFast();
        Admission admission = fast == null ? guard.enter() : fast;
        use();
        return stays(admission) ? admission : null;
    }

    /** Lets a call in, or throws what the caller is to get; {@code null} as {@link #enter} returns it. */
    public @Nullable Permit enterOrThrow() {
        Admission admission = enter();
        return admission == null ? null : guard.permitOrThrow(admission);
    }

    /** Notes that a call has come. To take a turn is a fence too. */
    private void use() {
        turn = all.nextTurn();
        if (readings < MOST_READINGS) {
            used = all.now();
            if (!all.readsEachTime()) {
                readings++;
            }
        }
    }

    /** Whether a call that has entered may stay; else its entry is taken back. One that was rejected is over. */
    boolean stays(Admission admission) {
        if (!isGone()) {
            return true;
        }
        if (admission instanceof Rejection) {
            return true;
        }
        var permit = (Permit) admission;
        permit.accounts().withdraw(permit);
        return false;
    }

    /** Whether it has been dropped, for certain. */
    boolean isGone() {
        return dropped && all.hasDropped(this);
    }

    // The end of a call, which is counted before the state and the listener hear of it; and a fallback, which runs
    // outside of any permit.

    /** Keeps the breaker until {@link #release}, unless it was dropped before. */
    void hold() {
        holders.getAndIncrement();
    }

    void release() {
        holders.getAndDecrement();
    }

    /** Where a fallback is counted whose breaker was dropped between the failure and its begin. */
    CircuitBreaker heir() {
        return all.own().get();
    }

    // Under the lock of all.

    /** Where it stands in the order of use. */
    long turn() {
        return turn;
    }

    /**
     * Whether its last call came longer than {@code nanos} ago. One that was called so often since it was asked this
     * that the time was not read any more counts as called just now.
     */
    boolean isIdle(long now, long nanos) {
        if (readings == MOST_READINGS) {
            used = now;
        }
        readings = 0;
        return now - used > nanos;
    }

    /** Says that it is dropped, unless there is a reason for it to stay: a call, its end, a fallback, a state. */
    boolean beginDrop() {
        CircuitBreaker made = breaker;
        if (made == null) {
            // Somebody is about to call it.
            return false;
        }
        dropped = true;
        VarHandle.fullFence();
        // In this order: a call in flight may still be held at its end, or begin a fallback, or change the state.
        boolean free = !made.accounts().hasCallsInFlight()
                && holders.get() == 0
                && made.accounts().isClosed();
        dropped = free;
        return free;
    }

    /** It stays after all. */
    void endDrop() {
        dropped = false;
    }

    /** Says that it is dropped, because it could not be made; unless another thread has made it. */
    boolean beginGiveUp() {
        dropped = true;
        boolean unmade = breaker == null;
        dropped = unmade;
        return unmade;
    }

    /** Only under the lock: else it may be about to stay after all. */
    boolean isDropped() {
        return dropped;
    }

    /** Releases its listeners. */
    void close() {
        CircuitBreaker made = breaker;
        if (made != null) {
            made.close();
        }
    }
}
