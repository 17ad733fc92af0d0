package io.breakers.engine;

import io.breakers.api.TripRule;

/** A trip rule at work in one closed state: told of each success and failure, it says when to open. Safe for use by many threads, without a lock. */
sealed interface Tripwire permits ConsecutiveFailuresTripwire, FailuresWithinTripwire, RateTripwire {
    /** Makes the tripwire of {@code rule}, which has seen nothing. */
    static Tripwire of(TripRule rule, long now) {
        if (rule instanceof TripRule.ConsecutiveFailures consecutive) {
            return new ConsecutiveFailuresTripwire(consecutive);
        }
        if (rule instanceof TripRule.FailuresWithin within) {
            return new FailuresWithinTripwire(within, now);
        }
        return new RateTripwire((TripRule.Rate) rule, now);
    }

    /** Records a success; returns whether that fires. */
    boolean succeeded(long elapsed, long now);

    /** Records a failure; returns whether that fires. */
    boolean failed(long elapsed, long now);

    TripRule rule();

    /** Why it fired, with its numbers, for people. */
    String reason(long now);
}
