package io.breakers.internal.settings;

/** How a call ended, and whether a fallback may answer instead. */
public enum Outcome {
    SUCCESS,
    FAILURE,

    /** A failure because a predicate of the user threw: the caller keeps what the target gave, so no fallback (S26). */
    FAILED_PREDICATE,

    IGNORED,
    CANCELLED
}
