package io.breakers.engine;

import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The guards of the engine, each named {@code Class_method}, and what is left of them in a {@link Mutant}. The engine's own classes never come here: only what {@link Rewriting} makes of them. */
final class Weakened {
    /** Which {@link Mutant} there is, by its name: Lincheck keeps, and restores, all that can be reached from the static fields it sees, and from a constant of an enum that is a lot. */
    static volatile String mutant = "none";

    private Weakened() {}

    private static boolean is(String name) {
        return mutant.equals(name);
    }

    static boolean StateMachine_transition(VarHandle state, Object machine, Object from, Object to) {
        if (is("STATE_CHECKED_THEN_SET")) {
            boolean same = state.getVolatile(machine) == from;
            if (same) {
                state.setVolatile(machine, to);
            }
            return same;
        }
        if (is("STATE_COMPARED_BY_KIND")) {
            var current = (State) state.getVolatile(machine);
            return current.kind() == ((State) from).kind() && state.compareAndSet(machine, (Object) current, to);
        }
        return state.compareAndSet(machine, from, to);
    }

    static boolean StateMachine_restart(VarHandle state, Object machine, Object from, Object to) {
        if (is("RESET_OVERWRITES")) {
            state.setVolatile(machine, to);
            return true;
        }
        return state.compareAndSet(machine, from, to);
    }

    static boolean StateMachine_disable(StateMachine machine, State from, State to) {
        return machine.transition(from, to) || is("DISABLE_GIVES_UP");
    }

    static int Publisher_publish(AtomicInteger requests) {
        if (is("WORDS_COUNTED_LATE")) {
            int earlier = requests.get();
            requests.set(earlier + 1);
            return earlier;
        }
        return requests.getAndIncrement();
    }

    static boolean Publisher_publish(AtomicInteger requests, int served, int none) {
        if (is("WORDS_FORGOTTEN")) {
            requests.set(none);
            return true;
        }
        return requests.compareAndSet(served, none);
    }

    static int ConsecutiveFailuresTripwire_failed(VarHandle failures, Object tripwire, int one) {
        if (is("FAILURES_LOST")) {
            int earlier = (int) failures.getVolatile(tripwire);
            failures.setVolatile(tripwire, earlier + one);
            return earlier;
        }
        return (int) failures.getAndAdd(tripwire, one);
    }

    static boolean Counts_enterQuietly(ThreadPermit permit, State state, Thread thread) {
        return permit.admitsQuietlyTo(state, thread) || is("SEEN_IN_ANY_STATE");
    }

    static boolean ThreadPermit_succeedsQuietly(Closed state) {
        return is("ROW_OUTLIVES_A_SUCCESS") || state.succeededQuietly();
    }

    static boolean Open_admit(StateMachine machine, State from, State to) {
        return machine.transition(from, to) || is("LOSER_IS_FIRST_PROBE");
    }

    static boolean HalfOpen_admit(AtomicReferenceArray<Object> slots, int slot, Object free, Object probe) {
        if (is("PLACE_CHECKED_THEN_TAKEN")) {
            slots.set(slot, probe);
            return true;
        }
        return slots.compareAndSet(slot, free, probe);
    }

    static void HalfOpen_giveBack(AtomicReferenceArray<Object> slots, int slot, Object free) {
        if (!is("PLACE_KEPT")) {
            slots.set(slot, free);
        }
    }

    static int HalfOpen_succeeded(AtomicInteger successes) {
        if (is("SUCCESSES_LOST")) {
            int more = successes.get() + 1;
            successes.set(more);
            return more;
        }
        return successes.incrementAndGet();
    }

    static boolean HalfOpen_admit(HalfOpen state, long now) {
        return !is("LEASE_NEVER_ENDS") && state.isOverdue(now);
    }

    static boolean Probe_succeeded(HalfOpen state, long now) {
        return !is("LATE_SUCCESS_DECIDES") && state.isOverdue(now);
    }

    static boolean TargetAttempt_ends(AtomicBoolean attempt, boolean over) {
        if (is("ENDED_TWICE")) {
            boolean earlier = attempt.get();
            attempt.set(over);
            return earlier;
        }
        return attempt.getAndSet(over);
    }

    /** The method is private, so this is only asked what to make of its answer. */
    static boolean CallWindow_isReachedByMark(boolean fires) {
        return !is("MINIMUM_UNSEEN") && fires;
    }

    static boolean TimeWindow_bucket(AtomicReferenceArray<Object> buckets, int slot, Object old, Object fresh) {
        if (is("BUCKET_REPLACED")) {
            buckets.set(slot, fresh);
            return true;
        }
        return buckets.compareAndSet(slot, old, fresh);
    }

    static boolean Marks_ring(VarHandle ring, Object marks, Object none, Object fresh) {
        if (is("RING_REPLACED")) {
            ring.setVolatile(marks, fresh);
            return true;
        }
        return ring.compareAndSet(marks, none, fresh);
    }

    static boolean Marks_append(AtomicReferenceArray<Object> ring, int slot, Object old, Object mark) {
        if (is("MARK_OVERWRITTEN")) {
            ring.set(slot, mark);
            return true;
        }
        return ring.compareAndSet(slot, old, mark);
    }

    static boolean Counts_own(Reference<Object> permit, Object thread) {
        return is("COUNTS_SHARED") || permit.refersTo(thread);
    }

    static boolean Counts_claim(VarHandle handle, Object places, int place, Object old, Object fresh) {
        if (is("COUNTS_CLAIMED_BY_TWO")) {
            handle.setVolatile(places, place, fresh);
            return true;
        }
        return handle.compareAndSet(places, place, old, fresh);
    }

    static Statistics.Troubles Statistics_troubles(VarHandle troubles, Object statistics, Object none, Object made) {
        if (is("TROUBLES_REPLACED")) {
            troubles.setVolatile(statistics, made);
            return null;
        }
        return (Statistics.Troubles) troubles.compareAndExchange(statistics, none, made);
    }

    /** No guard: threads meet in one place, as they do where there are more of them than places. */
    static long Counts_placeOf(Thread thread) {
        return 0;
    }
}
