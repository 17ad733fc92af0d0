package io.breakers.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/*
 * An atomic increment costs more than the rest of a healthy call. So each thread counts in its own permit, to which only that
 * thread writes and which therefore needs no atomic instructions. A thread finds its permit in the place given by its id; if
 * another living thread occupies that place, it counts in shared adders.
 *
 * The counts are exact, because each permit has one writer for ever. When the owner of a place has died, another thread may put a
 * permit of its own there, which starts with the counts of the dead one.
 */

/** The counters of what happens at nearly every call, for all threads. */
abstract sealed class Counts permits Statistics {
    private static final int PLACES =
            Integer.highestOneBit(Math.max(2, Runtime.getRuntime().availableProcessors()) * 4 - 1) * 2;

    private static final VarHandle CROWD = Handles.of(MethodHandles.lookup(), "crowd", LongAdder[].class);
    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(ThreadPermit[].class);

    final @Nullable ThreadPermit[] places = new ThreadPermit[PLACES];

    /** The counts of all threads that have no place; made when the first finds its own taken. */
    volatile LongAdder @Nullable [] crowd;

    /** See {@link Guard#enterQuietly}. Static, because who has the places saves the way to this. */
    static @Nullable ThreadPermit enterQuietly(@Nullable ThreadPermit[] places, State state) {
        Thread thread = Thread.currentThread();
        // A plain read, here and below: a thread sees the permit that it put there itself, and no other refers to it.
        ThreadPermit own = places[placeOf(thread)];
        if (own == null || !own.admitsQuietlyTo(state, thread)) {
            return null;
        }
        own.enter();
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
                crowd()[Count.ENTERED.index].increment();
                return closed;
            }
        }
        own.enter();
        return own;
    }

    final void count(Count count) {
        ThreadPermit own = own();
        if (own == null) {
            crowd()[count.index].increment();
        } else {
            own.add(count, 1);
        }
    }

    /** Counts what has ended, after its time: whoever sees that it ended sees its time. */
    final void count(Count count, Count nanos, long elapsed) {
        if (elapsed == 0) {
            count(count);
            return;
        }
        ThreadPermit own = own();
        if (own == null) {
            crowd()[nanos.index].add(elapsed);
            crowd()[count.index].increment();
        } else {
            own.add(nanos, elapsed);
            own.add(count, 1);
        }
    }

    /** The counts of this thread; {@code null} if it has no place. */
    private @Nullable ThreadPermit own() {
        Thread thread = Thread.currentThread();
        int place = placeOf(thread);
        ThreadPermit own = places[place];
        return own == null || !own.refersTo(thread) ? claim(thread, place, null) : own;
    }

    final long sum(Count count) {
        LongAdder[] others = crowd;
        long sum = others == null ? 0 : others[count.index].sum();
        for (int place = 0; place < PLACES; place++) {
            ThreadPermit permit = (ThreadPermit) PLACE.getAcquire(places, place);
            sum += permit == null ? 0 : permit.get(count);
        }
        return sum;
    }

    /** A count, and a time that is at least that of what was counted. */
    final StatsSnapshot.Total sum(Count count, Count nanos) {
        long seen = sum(count);
        return new StatsSnapshot.Total(seen, sum(nanos));
    }

    private LongAdder[] crowd() {
        LongAdder[] known = crowd;
        if (known != null) {
            return known;
        }
        var made = new LongAdder[Count.NUMBER];
        for (int i = 0; i < made.length; i++) {
            made[i] = new LongAdder();
        }
        LongAdder[] earlier = (LongAdder[]) CROWD.compareAndExchange(this, null, made);
        return earlier == null ? made : earlier;
    }

    private static int placeOf(Thread thread) {
        return (int) thread.getId() & (PLACES - 1);
    }

    private @Nullable ThreadPermit claim(Thread thread, int place, @Nullable Closed closed) {
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
            // Calls that it let in are still to end: they must not be counted in it.
            known.retire();
        }
        return fresh;
    }
}
