package io.breakers.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/*
 * An atomic increment costs more than all the rest of a healthy call. So what every healthy call counts is counted in the permit of its thread, to which that thread alone writes, and which
 * needs no atomic instruction for that. A thread finds its permit in the place that its id says; if another living thread has that, it counts in adders that are shared.
 *
 * Exact: counts have one writer, for ever. When the owner of a place has died, another thread may put a permit of its own there, which starts with the dead one's counts.
 */

/** Counts entries and successes, and the time of successes, of all threads. */
abstract sealed class HealthyCalls permits Statistics {
    private static final int PLACES =
            Integer.highestOneBit(Math.max(2, Runtime.getRuntime().availableProcessors()) * 4 - 1) * 2;

    private static final VarHandle CROWD;
    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(ThreadPermit[].class);

    static {
        try {
            CROWD = MethodHandles.lookup().findVarHandle(HealthyCalls.class, "crowd", Crowd.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final @Nullable ThreadPermit[] places = new ThreadPermit[PLACES];

    /** The counts of all threads that own no permit. */
    private static final class Crowd {
        private final LongAdder entered = new LongAdder();
        private final LongAdder successes = new LongAdder();
        private final LongAdder nanos = new LongAdder();
    }

    /** Made when the first thread finds its place taken. */
    private volatile @Nullable Crowd crowd;

    /** See {@link Guard#enterQuietly}. */
    final @Nullable ThreadPermit enterQuietly(State state) {
        Thread thread = Thread.currentThread();
        // A plain read, here and below: a thread sees the permit that it put there itself, and no other refers to it.
        ThreadPermit own = places[placeOf(thread)];
        if (own == null || !own.admitsQuietlyTo(state, thread)) {
            return null;
        }
        own.countEntered();
        return own;
    }

    /** Lets a call into a closed breaker, and counts it. */
    final Permit enter(Closed closed) {
        Thread thread = Thread.currentThread();
        int place = placeOf(thread);
        ThreadPermit own = places[place];
        if (own == null || !own.refersTo(thread) || !own.admitsTo(closed)) {
            own = claim(thread, place, closed);
            if (own == null) {
                crowd().entered.increment();
                return closed;
            }
        }
        own.countEntered();
        return own;
    }

    /** Counts a call that a state which is not closed let in. */
    final void entered() {
        ThreadPermit own = own();
        if (own == null) {
            crowd().entered.increment();
        } else {
            own.countEntered();
        }
    }

    /** Counts a success, on whatever thread it ended. */
    final void succeeded(long elapsed) {
        ThreadPermit own = own();
        if (own == null) {
            crowd().nanos.add(elapsed);
            crowd().successes.increment();
        } else {
            own.countSuccess(elapsed);
        }
    }

    final long sumOfEntered() {
        Crowd others = crowd;
        long sum = others == null ? 0 : others.entered.sum();
        for (int place = 0; place < PLACES; place++) {
            ThreadPermit permit = (ThreadPermit) PLACE.getAcquire(places, place);
            sum += permit == null ? 0 : permit.entered();
        }
        return sum;
    }

    /** The successes, and a time that is at least theirs. */
    final StatsSnapshot.Total totalOfSuccesses() {
        Crowd others = crowd;
        long count = others == null ? 0 : others.successes.sum();
        long time = others == null ? 0 : others.nanos.sum();
        for (int place = 0; place < PLACES; place++) {
            ThreadPermit permit = (ThreadPermit) PLACE.getAcquire(places, place);
            if (permit != null) {
                count += permit.successes();
                time += permit.nanos();
            }
        }
        return new StatsSnapshot.Total(count, time);
    }

    private Crowd crowd() {
        Crowd known = crowd;
        if (known != null) {
            return known;
        }
        var made = new Crowd();
        Crowd earlier = (Crowd) CROWD.compareAndExchange(this, null, made);
        return earlier == null ? made : earlier;
    }

    private static int placeOf(Thread thread) {
        return (int) thread.getId() & (PLACES - 1);
    }

    /** What the calling thread counts in; {@code null} if it is one of the crowd. */
    private @Nullable ThreadPermit own() {
        Thread thread = Thread.currentThread();
        ThreadPermit own = places[placeOf(thread)];
        return own != null && own.refersTo(thread) ? own : null;
    }

    private @Nullable ThreadPermit claim(Thread thread, int place, Closed closed) {
        ThreadPermit known = (ThreadPermit) PLACE.getAcquire(places, place);
        Thread owner = known == null ? null : known.get();
        if (owner != null && owner != thread && owner.isAlive()) {
            return null;
        }
        var fresh = new ThreadPermit(thread, closed, known);
        if (!PLACE.compareAndSet(places, place, known, fresh)) {
            return null;
        }
        if (known != null) {
            // Calls that it let in are still to end: they shall not be counted in it.
            known.retire();
        }
        return fresh;
    }
}
