package io.breakers.internal.state;

import io.breakers.interleaving.Scenario;
import io.breakers.interleaving.Weakens;
import io.breakers.internal.rules.Tripwire;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What Lincheck has to notice about states and their machine. */
public final class WeakenedState {
    private static final VarHandle TALLY = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "tally", VarHandle.class, HalfOpen.class, Tally.class);

    private WeakenedState() {}

    @Weakens(in = StateMachine.class, guard = "transition", detectedBy = Scenario.TRIPS)
    static boolean stateCheckedThenSet(StateMachine machine, State from, State to, TransitionLink first) {
        boolean same = machine.current() == from;
        return same && moves(machine, from, to, first);
    }

    @Weakens(in = StateMachine.class, guard = "transition", detectedBy = Scenario.TRIPS)
    static boolean stateComparedByKind(StateMachine machine, State from, State to, TransitionLink first) {
        State current = machine.current();
        boolean moved = current.kind() == from.kind() && machine.replace(current, to);
        if (moved) {
            from.link.next = first;
            from.leave();
        }
        return moved;
    }

    /** Whatever is there by now. */
    private static boolean moves(StateMachine machine, State from, State to, TransitionLink first) {
        overwrite(machine, to);
        from.link.next = first;
        from.leave();
        return true;
    }

    private static void overwrite(StateMachine machine, State to) {
        State current = machine.current();
        while (!machine.replace(current, to)) {
            current = machine.current();
        }
    }

    @Weakens(in = StateMachine.class, guard = "restart", detectedBy = Scenario.TRIPS)
    static boolean resetOverwrites(StateMachine machine, Closed from) {
        overwrite(machine, new Closed(machine, from.settings, from.link, machine.now(), Trip.Earlier.NONE));
        from.leave();
        return true;
    }

    @Weakens(in = StateMachine.class, guard = "operate", detectedBy = Scenario.TRIPS)
    static boolean operatorGivesUp(StateMachine machine, State from, State to) {
        if (machine.transition(from, to)) {
            machine.publish();
        }
        return true;
    }

    @Weakens(in = TransitionPublisher.class, guard = "begin", detectedBy = Scenario.TRIPS)
    static boolean deliveredByTwo(TransitionPublisher publisher) {
        int earlier = publisher.requests.get();
        publisher.requests.set(earlier + 1);
        return earlier == 0;
    }

    @Weakens(in = TransitionPublisher.class, guard = "end", detectedBy = Scenario.TRIPS)
    static boolean deliveryForgotten(TransitionPublisher publisher, int served) {
        publisher.requests.set(0);
        return true;
    }

    @Weakens(in = Closed.class, guard = "trySucceedFast", detectedBy = Scenario.FAST_PATH)
    static boolean rowOutlivesASuccess(Closed state) {
        return true;
    }

    @Weakens(in = Open.class, guard = "moveTo", detectedBy = Scenario.PROBE)
    static Probe loserIsFirstProbe(Open state, HalfOpen next) {
        state.machine.transition(state, next);
        return next.firstProbe();
    }

    @Weakens(in = HalfOpen.class, guard = "take", detectedBy = Scenario.SLOTS)
    static boolean slotCheckedThenTaken(HalfOpen state, int slot, Lease lease) {
        state.slots.set(slot, lease);
        return true;
    }

    @Weakens(in = HalfOpen.class, guard = "release", detectedBy = Scenario.SLOTS)
    static void slotKept(HalfOpen state, Lease lease) {}

    @Weakens(in = HalfOpen.class, guard = "replace", detectedBy = Scenario.ANSWERS)
    static boolean endsLost(HalfOpen state, Tally seen, Tally next) {
        state.tally = next;
        return true;
    }

    @Weakens(in = HalfOpen.class, guard = "replace", detectedBy = Scenario.ANSWERS)
    static boolean loserTakenForWinner(HalfOpen state, Tally seen, Tally next) {
        TALLY.compareAndSet(state, seen, next);
        return true;
    }

    @Weakens(in = HalfOpen.class, guard = "open", detectedBy = Scenario.RAMP)
    static void slotUnopened(HalfOpen state, int slot) {}

    @Weakens(in = HalfOpen.class, guard = "isOverdue", detectedBy = Scenario.LEASES)
    static boolean leaseNeverEnds(HalfOpen state, Lease lease, long now) {
        return false;
    }

    @Weakens(in = Probe.class, guard = "endsInTime", detectedBy = Scenario.LEASES)
    static boolean lateOutcomeDecides(Probe probe) {
        return true;
    }

    @Weakens(in = StateMachine.class, guard = "change", detectedBy = Scenario.CHANGES)
    static boolean changeOverwrites(StateMachine machine, State from, State to) {
        overwrite(machine, to);
        if (to.link != from.link) {
            from.link.next = to.link;
        }
        from.leaveTo(to);
        return true;
    }

    @Weakens(in = Closed.class, guard = "ask", detectedBy = Scenario.CHANGES)
    static Tripwire.Fired presentRulesNotAsked(
            Closed state, Tripwire other, long elapsed, long now, Throwable failure) {
        return null;
    }

    @Weakens(in = Sparing.class, guard = "countDue", detectedBy = Scenario.SPARED)
    static long dueLost(Sparing sparing) {
        long earlier = sparing.due.get();
        sparing.due.set(earlier + 1);
        return earlier;
    }
}
