package io.breakers.internal.state;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.internal.settings.OpenBackoff;
import io.breakers.internal.settings.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What people do to a breaker (S2, S45 to S48, S53). Each method tries again until it has changed the state, or sees
 * that there is nothing to do. Safe for use by many threads.
 */
public final class Operator {
    /**
     * What a breaker that is not CLOSED would go on with elsewhere.
     *
     * @param rest of the wait, in nanoseconds
     * @param trips the number of the trip that opened it; 0 if an operator has set the state
     */
    public record Kept(BreakerState state, String reason, long rest, int trips) {
        private boolean isByOperator() {
            return trips == 0;
        }
    }

    /** The state FORCED_OPEN, set by an operator: every call is rejected (S2). */
    static final class ForcedOpen extends State {
        ForcedOpen(StateMachine machine, Settings settings, TransitionLink link, long since) {
            super(machine, settings, link, since);
        }

        @Override
        BreakerState kind() {
            return BreakerState.FORCED_OPEN;
        }

        @Override
        State with(Settings other, TransitionLink link) {
            return new ForcedOpen(machine, other, link, since);
        }

        @Override
        long retryAfter(long now) {
            return Long.MAX_VALUE;
        }

        @Override
        Admission admit() {
            return reject(Long.MAX_VALUE);
        }
    }

    /** The state DISABLED, set by an operator: every call passes and nothing trips (S2). */
    static final class Disabled extends State implements Permit {
        Disabled(StateMachine machine, Settings settings, TransitionLink link, long since) {
            super(machine, settings, link, since);
        }

        @Override
        BreakerState kind() {
            return BreakerState.DISABLED;
        }

        @Override
        State with(Settings other, TransitionLink link) {
            return new Disabled(machine, other, link, since);
        }

        @Override
        Admission admit() {
            return this;
        }

        @Override
        public State state() {
            return this;
        }

        @Override
        public void onSuccess(long elapsed, long now) {}

        @Override
        public void onFailure(long elapsed, long now, Throwable failure) {}

        @Override
        public void onRelease() {}
    }

    private final StateMachine machine;

    Operator(StateMachine machine) {
        this.machine = machine;
    }

    /** Rejects every call until {@link #reset}. Returns {@code false} if that is so already. */
    public boolean forceOpen(String reason) {
        for (State current = current(); !(current instanceof ForcedOpen); current = current()) {
            long now = machine.now();
            TransitionLink link = current.link.then(BreakerState.FORCED_OPEN, reason, now);
            if (machine.operate(current, new ForcedOpen(machine, current.settings, link, now))) {
                return true;
            }
        }
        return false;
    }

    /** Lets every call pass until {@link #reset}. Returns {@code false} if that is so already. */
    public boolean disable(String reason) {
        for (State current = current(); !(current instanceof Disabled); current = current()) {
            long now = machine.now();
            TransitionLink link = current.link.then(BreakerState.DISABLED, reason, now);
            if (machine.operate(current, new Disabled(machine, current.settings, link, now))) {
                return true;
            }
        }
        return false;
    }

    /** Closes with empty windows, from any state. */
    public void reset(String reason) {
        while (true) {
            State current = current();
            if (current instanceof Closed closed ? machine.restart(closed) : resetFrom(current, reason)) {
                return;
            }
        }
    }

    private boolean resetFrom(State current, String reason) {
        long now = machine.now();
        TransitionLink link = current.link.then(BreakerState.CLOSED, reason, now);
        return machine.operate(current, new Closed(machine, current.settings, link, now, Trip.Earlier.NONE));
    }

    /**
     * Opens as if a rule had fired. Returns {@code false} if the breaker rejects already, or is disabled.
     *
     * @param length of the wait; {@code null} for what the configuration says
     * @throws IllegalArgumentException if {@code length} is not positive
     */
    public boolean trip(String reason, @Nullable Duration length) {
        OpenBackoff.Wait set = length == null ? null : OpenBackoff.Wait.of(length);
        while (true) {
            State current = current();
            int number = nextTrip(current);
            if (number == 0) {
                return false;
            }
            var trip = new Trip(number, null, null);
            OpenBackoff.Wait wait = set == null ? current.settings.backoff.after(trip.number(), null) : set;
            if (current instanceof Open open
                    ? tripAgain(open, reason, wait, trip)
                    : trip(current, reason, wait, trip)) {
                return true;
            }
        }
    }

    /** The number of a trip that comes now; 0 where an operator cannot trip. */
    private int nextTrip(State current) {
        if (current instanceof Closed closed) {
            return closed.nextTrip();
        }
        boolean probing = current.probing() != null || (current instanceof Open open && open.isOver(machine.now()));
        Trip before = current.trip();
        return probing && before != null ? before.number() + 1 : 0;
    }

    private boolean trip(State from, String reason, OpenBackoff.Wait wait, Trip trip) {
        long now = machine.now();
        TransitionLink link = from.link.thenOpen(reason, now, null, null);
        return machine.operate(from, new Open(machine, from.settings, link, now, wait, trip, from.probing()));
    }

    /** Of an open state whose wait is over, which reads HALF_OPEN: that transition comes first. */
    private boolean tripAgain(Open from, String reason, OpenBackoff.Wait wait, Trip trip) {
        long now = machine.now();
        TransitionLink probing = from.link.then(BreakerState.HALF_OPEN, from.overBecause(), now);
        TransitionLink link = probing.thenOpen(reason, now, null, null);
        probing.next = link;
        boolean moved = machine.transition(from, from.again(link, now, wait, trip), probing);
        if (moved) {
            machine.publish();
        }
        return moved;
    }

    /** Ends the wait of OPEN, so that the next call is a probe. Returns {@code false} if there is no wait. */
    public boolean endWait(String reason) {
        while (true) {
            long now = machine.now();
            State current = current();
            if (!(current instanceof Open open) || open.isOver(now)) {
                return false;
            }
            if (machine.replace(open, open.over(now, reason))) {
                return true;
            }
        }
    }

    /** Closes as if enough probes had succeeded (S3). Returns {@code false} unless OPEN or HALF_OPEN. */
    public boolean recover(String reason) {
        while (true) {
            State current = current();
            Trip trip = current.trip();
            if (trip == null) {
                return false;
            }
            long now = machine.now();
            TransitionLink link = current.link.then(BreakerState.CLOSED, reason, now);
            var trips = new Trip.Earlier(trip.number(), now);
            if (machine.operate(current, new Closed(machine, current.settings, link, now, trips))) {
                return true;
            }
        }
    }

    /** What to keep of the present state; {@code null} for CLOSED. */
    public @Nullable Kept keep() {
        machine.state();
        State current = current();
        Trip trip = current.trip();
        if (current instanceof Closed) {
            return null;
        }
        long rest = current instanceof Open open ? open.rest(machine.now()) : 0;
        return new Kept(current.kind(), current.link.reason(), rest, trip == null ? 0 : trip.number());
    }

    /**
     * Goes on with a state of before: from CLOSED, and where an operator had set it, from OPEN and HALF_OPEN, too.
     * Returns {@code false} in other states. After HALF_OPEN, whose probes are gone, the wait is over.
     */
    public boolean restore(Kept kept) {
        while (true) {
            State current = current();
            if (!(current instanceof Closed || (kept.isByOperator() && current.trip() != null))) {
                return false;
            }
            long now = machine.now();
            if (machine.operate(current, restored(current, kept, now))) {
                return true;
            }
        }
    }

    private State restored(State from, Kept kept, long now) {
        if (!kept.isByOperator()) {
            TransitionLink link = from.link.thenOpen(kept.reason(), now, null, null);
            var wait = new OpenBackoff.Wait(kept.rest(), true);
            return new Open(machine, from.settings, link, now, wait, new Trip(kept.trips(), null, null), null);
        }
        TransitionLink link = from.link.then(kept.state(), kept.reason(), now);
        return kept.state() == BreakerState.DISABLED
                ? new Disabled(machine, from.settings, link, now)
                : new ForcedOpen(machine, from.settings, link, now);
    }

    /**
     * Checks that the breaker can have that configuration.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public void check(BreakerConfig config) {
        Settings.checkSuccessor(machine.name, machine.config(), config);
    }

    /**
     * Goes on with a configuration that has been checked. Does nothing if it equals the present one. The listener hears
     * of it when somebody calls {@link #tell}.
     */
    public void change(BreakerConfig config, String reason) {
        State current;
        State next;
        do {
            current = current();
            BreakerConfig present = current.settings.config;
            if (config.equals(present)) {
                return;
            }
            long revision = current.settings.revision + 1;
            var settings = new Settings(machine.name, config, revision, machine.listener());
            next = current.with(settings, current.link.thenChanged(present, config, revision, reason));
        } while (!machine.change(current, next));
    }

    /** Tells the listener of what has been changed. */
    public void tell() {
        machine.publish();
    }

    private State current() {
        return machine.current();
    }
}
