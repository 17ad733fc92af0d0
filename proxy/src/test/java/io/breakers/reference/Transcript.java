package io.breakers.reference;

import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import java.time.Duration;

/** A transition, to be compared. */
record Transcript(long number, BreakerState from, BreakerState to, String reason, TripRule rule) {
    static Transcript of(Transition transition) {
        return new Transcript(
                transition.number(), transition.from(), transition.to(), transition.reason(), transition.rule());
    }

    /**
     * A rejected call, to be compared.
     *
     * @param retryAfter nanoseconds, {@code Long.MAX_VALUE} for ever
     */
    record Rejection(BreakerState state, long retryAfter, TripRule rule, String lastFailure) {
        static Rejection of(CallRejectedException rejection) {
            boolean forEver = rejection.retryAfter().equals(Duration.ofNanos(Long.MAX_VALUE));
            return new Rejection(
                    rejection.state(),
                    forEver ? Long.MAX_VALUE : rejection.retryAfter().toNanos(),
                    rejection.rule(),
                    rejection.lastFailure());
        }
    }
}
