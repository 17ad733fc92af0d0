package io.breakers.engine;

/** How a call ended, and whether a fallback may answer instead. */
enum Verdict {
    SUCCESS,
    FAILURE,

    /** A failure because a predicate of the user threw: the caller keeps what the target gave, so no fallback (S26). */
    UNJUDGED,

    IGNORED,
    CANCELLED
}
