package io.breakers.simulation;

/** Where the library calls what a user brought. */
enum Callback {
    TARGET,
    STAGE,
    FALLBACK,
    FALLBACK_FACTORY,
    IGNORE_WHEN,
    FAIL_WHEN,
    FAIL_ON_RESULT,
    FALLBACK_ON,
    WAIT,
    JITTER,
    LISTENER,
    TICKER;

    /** Whether it is only reached if the target fails. */
    boolean needsFailure() {
        return switch (this) {
            case FALLBACK, FALLBACK_FACTORY, IGNORE_WHEN, FAIL_WHEN, FALLBACK_ON, WAIT, JITTER -> true;
            case TARGET, STAGE, FAIL_ON_RESULT, LISTENER, TICKER -> false;
        };
    }

    /** Whether a fallback is configured for its sake. */
    boolean needsFallback() {
        return this == FALLBACK || this == FALLBACK_FACTORY || this == FALLBACK_ON;
    }
}
