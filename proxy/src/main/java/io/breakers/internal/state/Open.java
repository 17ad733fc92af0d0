package io.breakers.internal.state;

import io.breakers.api.BreakerState;
import io.breakers.internal.settings.OpenBackoff;
import io.breakers.internal.settings.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state OPEN: every call is rejected, or spared (S49), until the wait is over; then the first call becomes the first
 * probe (S1, S5, S14, S15).
 */
final class Open extends State {
    private final long wait;

    /** Whether a failure or an operator has set the wait, and not the configuration. */
    private final boolean waitIsSet;

    /** Why the wait will be, or is, over. */
    private final String overBecause;

    private final Trip trip;
    private final @Nullable HalfOpen earlier;
    private final Sparing sparing;
    private final Sparing.Spared spared = new Sparing.Spared(this);

    /**
     * Creates a state that rejects.
     *
     * @param wait how long; one that was asked for stays when the configuration changes
     * @param earlier the state before, if its probes may still be with the target
     */
    Open(
            StateMachine machine,
            Settings settings,
            TransitionLink link,
            long since,
            OpenBackoff.Wait wait,
            Trip trip,
            @Nullable HalfOpen earlier) {
        this(
                machine,
                settings,
                link,
                since,
                wait,
                "the wait is over",
                trip,
                earlier,
                new Sparing(settings.enforcement));
    }

    private Open(
            StateMachine machine,
            Settings settings,
            TransitionLink link,
            long since,
            OpenBackoff.Wait wait,
            String overBecause,
            Trip trip,
            @Nullable HalfOpen earlier,
            Sparing sparing) {
        super(machine, settings, link, since);
        this.wait = wait.nanos();
        this.waitIsSet = wait.asked();
        this.overBecause = overBecause;
        this.trip = trip;
        this.earlier = earlier;
        this.sparing = sparing;
    }

    @Override
    BreakerState kind() {
        return BreakerState.OPEN;
    }

    @Override
    State with(Settings other, TransitionLink link) {
        boolean stays = waitIsSet || other.config.openFor().equals(settings.config.openFor());
        var next = stays ? new OpenBackoff.Wait(wait, waitIsSet) : other.backoff.after(trip.number(), null);
        Sparing same = sparing.under(other.enforcement);
        return new Open(machine, other, link, since, next, overBecause, trip, earlier, same);
    }

    /** This state with its wait over now. */
    Open over(long now, String reason) {
        var past = new OpenBackoff.Wait(Math.min(wait, now - since), true);
        return new Open(machine, settings, link, since, past, reason, trip, earlier, sparing);
    }

    /** An open state that begins anew, as if a probe had failed. */
    Open again(TransitionLink link, long now, OpenBackoff.Wait wait, Trip trip) {
        return new Open(machine, settings, link, now, wait, trip, earlier);
    }

    /** How long the wait has been over. */
    long overSince(long now) {
        return now - since - wait;
    }

    String overBecause() {
        return overBecause;
    }

    @Override
    long retryAfter(long now) {
        return sparing.sparesAll() ? 0 : rest(now);
    }

    /** The rest of the wait, in a dry run, too; never longer than the wait, whatever the ticker does. */
    long rest(long now) {
        return isOver(now) ? 0 : wait - Math.max(0, now - since);
    }

    boolean isOver(long now) {
        return now - since >= wait;
    }

    @Override
    @Nullable
    Admission admit() {
        long now = machine.now();
        if (!isOver(now)) {
            return sparing.sparesNext() ? spared : reject(rest(now));
        }
        TransitionLink next = link.then(BreakerState.HALF_OPEN, overBecause, now);
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
