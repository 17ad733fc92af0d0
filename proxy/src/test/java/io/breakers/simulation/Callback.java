package io.breakers.simulation;

/** Where the library calls what a user brought. */
enum Callback {
    TARGET,
    STAGE,
    /**
     * What an argument is asked: its hash, where the last good value is kept under it; and nobody should ask for its
     * text.
     */
    ARGUMENT,
    KEY,
    /** What computes which breaker guards the call. */
    BREAKER_KEY,
    FALLBACK,
    FALLBACK_FACTORY,
    IGNORE_WHEN,
    FAIL_WHEN,
    FAIL_ON_RESULT,
    FALLBACK_ON,
    WAIT,
    JITTER,
    ON_SUCCESS,
    ON_FAILURE,
    ON_IGNORED,
    ON_CANCELLED,
    ON_REJECTED,
    ON_FALLBACK,
    ON_TRANSITION,
    ON_RECONFIGURED,
    TICKER;

    /** Whether it is only reached if the target does not answer. */
    boolean needsFailure() {
        return switch (this) {
            case FALLBACK,
                    FALLBACK_FACTORY,
                    IGNORE_WHEN,
                    FAIL_WHEN,
                    FALLBACK_ON,
                    WAIT,
                    JITTER,
                    ON_FAILURE,
                    ON_IGNORED,
                    ON_CANCELLED,
                    ON_FALLBACK,
                    ON_TRANSITION -> true;
            case TARGET,
                    STAGE,
                    ARGUMENT,
                    KEY,
                    BREAKER_KEY,
                    FAIL_ON_RESULT,
                    ON_SUCCESS,
                    ON_REJECTED,
                    ON_RECONFIGURED,
                    TICKER -> false;
        };
    }

    /** Whether a fallback is configured for its sake. */
    boolean needsFallback() {
        return this == FALLBACK || this == FALLBACK_FACTORY || this == FALLBACK_ON || this == ON_FALLBACK;
    }
}
