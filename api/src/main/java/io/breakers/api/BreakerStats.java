package io.breakers.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a breaker has counted since it was made: one consistent snapshot, exact to the last call (S22, S43).
 *
 * <p>Always {@code calls = permitted + rejected} and {@code permitted = successes + failures + ignored + cancelled + inFlight}.
 * No change of state resets anything. Times are measured only where a rule, a listener, a meter or
 * {@link BreakerConfigBuilder#measureTime()} wants them, else they are zero; they come from the breaker's {@link Ticker}.
 */
public interface BreakerStats {
    /** All calls: permitted and rejected. */
    long calls();

    /** Calls that the target answered. */
    long successes();

    /** Calls that failed. */
    long failures();

    /** Calls that threw what the configuration ignores. */
    long ignored();

    /** Calls whose caller was interrupted, or whose future was cancelled. */
    long cancelled();

    /** Calls that were refused before they reached the target. */
    long rejected();

    /** Calls that were refused in {@code state}; 0 for a state that refuses nothing. */
    long rejected(BreakerState state);

    /** Permitted calls, successful or not, that were slow by a {@link TripRule#slowCallRate slow-call rule}; else 0. */
    long slow();

    /** Answers given by a fallback. */
    long fallbacks();

    /** Fallbacks that threw. */
    long fallbackFailures();

    /** Changes of state, those of an operator included. */
    long transitions();

    /** How many permitted calls have not ended yet. Never too few; under load a call that ended while this snapshot was taken may still be among them. At rest it is exact. */
    long inFlight();

    /** {@code successes / calls}, from 0 to 1; 0 before the first call. */
    double successRate();

    /** The share of failures in the window of the first failure-rate rule; NaN below its minimum of calls, in every state but CLOSED, or without such a rule. */
    double failureRate();

    /** The share of slow calls in the window of the first slow-call rule; NaN below its minimum of calls, in every state but CLOSED, or without such a rule. */
    double slowRate();

    /** The rule that tripped the breaker, while it is OPEN or HALF_OPEN; else {@code null}. */
    @Nullable
    TripRule trippedBy();

    /** The time of all permitted calls that have ended. Exact up to 292 years in all, as are the other sums of times. */
    Duration totalTime();

    /** The time of the successful ones. */
    Duration successTime();

    /** The time of the failed ones. */
    Duration failureTime();

    /** The time of the ignored ones. */
    Duration ignoredTime();

    /** The time of the cancelled ones. */
    Duration cancelledTime();

    /** The time of all fallbacks, those that threw included. */
    Duration fallbackTime();

    /** The time of the fallbacks that threw. */
    Duration fallbackFailureTime();
}
