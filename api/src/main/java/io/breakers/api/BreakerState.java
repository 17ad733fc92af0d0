package io.breakers.api;

/** The state of a {@link Breaker} (S1, S2). */
public enum BreakerState {
    /** Every call passes; the trip rules watch for failures. */
    CLOSED,

    /** Every call is rejected at once, the target is not touched, until the wait is over. */
    OPEN,

    /** A limited number of probes passes and decides between {@link #CLOSED} and {@link #OPEN}; the rest is rejected. */
    HALF_OPEN,

    /** An operator rejects every call, until {@link Breaker#reset()}. */
    FORCED_OPEN,

    /** An operator lets every call pass and nothing trip, until {@link Breaker#reset()}. Calls are still counted. */
    DISABLED
}
