package io.breakers.internal.state;

import io.breakers.api.BreakerState;
import io.breakers.internal.settings.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state OPEN: every call is rejected, or spared (S49), until the wait is over; then the first call becomes the first
 * probe (S1, S5, S14, S15).
 */
final class Open extends State {
    private final long wait;
    private final Trip trip;
    private final @Nullable HalfOpen earlier;
    private final Sparing sparing;
    private final Sparing.Spared spared = new Sparing.Spared(this);

    /**
     * Creates a state that rejects.
     *
     * @param wait for how many nanoseconds
     * @param earlier the state before, if its probes may still be with the target
     * @param sparing which of the calls are let through all the same
     */
    Open(
            StateMachine machine,
            Settings settings,
            TransitionLink link,
            long since,
            long wait,
            Trip trip,
            @Nullable HalfOpen earlier,
            Sparing sparing) {
        super(machine, settings, link, since);
        this.wait = wait;
        this.trip = trip;
        this.earlier = earlier;
        this.sparing = sparing;
    }

    @Override
    BreakerState kind() {
        return BreakerState.OPEN;
    }

    @Override
    State with(Settings other) {
        return new Open(machine, other, link, since, wait, trip, earlier, sparing.under(other.enforcement));
    }

    boolean isOver(long now) {
        return now - since >= wait;
    }

    @Override
    @Nullable
    Admission admit() {
        long now = machine.now();
        if (!isOver(now)) {
            // Never longer than the wait, whatever the ticker does.
            return sparing.sparesNext() ? spared : reject(wait - Math.max(0, now - since));
        }
        TransitionLink next = link.then(BreakerState.HALF_OPEN, "the wait is over", now);
        List<Lease> hanging = earlier == null ? List.of() : earlier.hanging(now);
        return moveTo(new HalfOpen(machine, settings, next, now, trip, hanging));
    }

    /** The call that makes the transition is the first probe; {@code null} if another has been faster. */
    @Nullable
    Probe moveTo(HalfOpen next) {
        return machine.transition(this, next) ? next.firstProbe() : null;
    }

    @Override
    Trip trip() {
        return trip;
    }
}
