package io.breakers.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a breaker since it was created: one consistent snapshot, exact to the last call (S22, S43).
 *
 * <p>Always {@code calls = permitted + rejected}, with spared calls among the permitted, and
 * {@code permitted = successes + failures + ignored + cancelled + inFlight}. No state change resets them. Times come
 * from the breaker's {@link Ticker} and are measured only if a rule, a listener, a meter or
 * {@link BreakerConfigBuilder#measureTime()} needs them; otherwise they are zero.
 */
public interface BreakerStats {
    /** All calls: permitted and rejected. */
    long calls();

    /** Calls that the target answered. */
    long successes();

    /** Calls that failed. */
    long failures();

    /** Calls that threw a throwable that the configuration ignores. */
    long ignored();

    /** Calls whose caller was interrupted, or whose future was cancelled. */
    long cancelled();

    /** Calls that were rejected before they reached the target. */
    long rejected();

    /** Calls that were rejected in {@code state}; 0 for a state that rejects nothing. */
    long rejected(BreakerState state);

    /**
     * Permitted calls that would have been rejected if {@link BreakerConfigBuilder#enforce} were 1. They are counted by
     * their outcome, too, and decide nothing (S49).
     */
    long spared();

    /** Permitted calls, successful or not, that were slow by a {@link TripRule#slowCallRate slow-call rule}; else 0. */
    long slow();

    /** Answers given by a fallback. */
    long fallbacks();

    /** Fallbacks that threw. */
    long fallbackFailures();

    /** State changes, including those made by an operator. */
    long transitions();

    /**
     * Permitted calls that have not ended yet. Never an undercount. Under load it may include calls that ended while
     * the snapshot was taken; it is exact when no call is running.
     */
    long inFlight();

    /** {@code successes / calls}, from 0 to 1; 0 before the first call. */
    double successRate();

    /**
     * The share of failures in the window of the first failure-rate rule, of those that count for it. NaN below its
     * minimum number of calls, in every state but CLOSED, and without such a rule.
     */
    double failureRate();

    /**
     * The share of slow calls in the window of the first slow-call rule. NaN below its minimum number of calls, in
     * every state but CLOSED, and without such a rule.
     */
    double slowRate();

    /** The rule that tripped the breaker if it is OPEN or HALF_OPEN; otherwise {@code null}. */
    @Nullable
    TripRule trippedBy();

    /** The total time of all permitted calls that have ended. Like every sum of times here, exact up to 292 years. */
    Duration totalTime();

    /** The total time of the successful calls. */
    Duration successTime();

    /** The total time of the failed calls. */
    Duration failureTime();

    /** The total time of the ignored calls. */
    Duration ignoredTime();

    /** The total time of the cancelled calls. */
    Duration cancelledTime();

    /** The total time of all fallbacks, including those that threw. */
    Duration fallbackTime();

    /** The total time of the fallbacks that threw. */
    Duration fallbackFailureTime();
}
