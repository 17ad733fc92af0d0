package io.breakers.api;

/** The state of a {@link Breaker} (S1, S2). */
public enum BreakerState {
    /** Every call passes; the trip rules are evaluated. */
    CLOSED,

    /** Every call is rejected immediately, without touching the target, until the wait is over. */
    OPEN,

    /**
     * A limited number of probes passes and decides between {@link #CLOSED} and {@link #OPEN}; other calls are
     * rejected.
     */
    HALF_OPEN,

    /** Every call is rejected by order of an operator, until {@link Breaker#reset()}. */
    FORCED_OPEN,

    /**
     * Every call passes and nothing trips, by order of an operator, until {@link Breaker#reset()}. Calls are still
     * counted.
     */
    DISABLED
}
