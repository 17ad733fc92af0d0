package io.breakers.engine;

import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import org.jspecify.annotations.Nullable;

/** Every call is rejected, until the wait is over; then the first call becomes the first probe (S1, S5, S14, S15). */
final class Open extends State {
    private final long since;
    private final long wait;
    private final int trips;
    private final TripRule rule;
    private final @Nullable String lastFailure;

    /**
     * Creates a state that rejects.
     *
     * @param wait for how many nanoseconds
     * @param trips how often the breaker has opened since it was last closed, this time included
     */
    Open(Settings settings, Step step, long since, long wait, int trips, TripRule rule, @Nullable String lastFailure) {
        super(settings, step);
        this.since = since;
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
    Admission admit(StateMachine breaker) {
        long now = breaker.now();
        long elapsed = now - since;
        if (elapsed < wait) {
            // A ticker that runs backwards must not make the remaining wait longer than the wait.
            return new Refusal(breaker.name(), this, wait - Math.max(0, elapsed));
        }
        var halfOpen = new HalfOpen(settings, step.then(BreakerState.HALF_OPEN, "the wait is over"), this, now);
        return breaker.transition(this, halfOpen) ? halfOpen.firstProbe() : null;
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
