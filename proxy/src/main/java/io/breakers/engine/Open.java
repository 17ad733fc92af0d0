package io.breakers.engine;

import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.api.TripRule;
import org.jspecify.annotations.Nullable;

/** The state OPEN: every call is rejected until the wait is over; then the first call becomes the first probe (S1, S5, S14, S15). */
final class Open extends State {
    private final long wait;
    private final int trips;
    private final TripRule rule;
    private final @Nullable String lastFailure;
    private final Refusal unasked = new Refusal(new UnaskedRejection(this));

    /**
     * Creates a state that rejects.
     *
     * @param wait for how many nanoseconds
     * @param trips how often the breaker has opened since it was last closed, this time included
     */
    Open(Settings settings, Step step, long since, long wait, int trips, TripRule rule, @Nullable String lastFailure) {
        super(settings, step, since);
        this.wait = wait;
        this.trips = trips;
        this.rule = rule;
        this.lastFailure = lastFailure;
    }

    @Override
    BreakerState kind() {
        return BreakerState.OPEN;
    }

    boolean isOver(long now) {
        return now - since >= wait;
    }

    @Override
    @Nullable
    Admission admit(StateMachine breaker, boolean asksWhy) {
        long now = breaker.now();
        if (!isOver(now)) {
            return asksWhy ? new Refusal(reject(breaker, now)) : unasked;
        }
        var halfOpen = new HalfOpen(settings, step.then(BreakerState.HALF_OPEN, "the wait is over"), this, now);
        return breaker.transition(this, halfOpen) ? halfOpen.firstProbe() : null;
    }

    /** The exception for a call that is rejected; never one for which the wait is over, and never longer than the wait, whatever the ticker does. */
    CallRejectedException reject(StateMachine breaker, long now) {
        long remaining = wait - Math.max(0, now - since);
        return Refusal.exception(breaker, this, Math.max(0, remaining));
    }

    int trips() {
        return trips;
    }

    @Override
    TripRule rule() {
        return rule;
    }

    @Override
    @Nullable
    String lastFailure() {
        return lastFailure;
    }
}
