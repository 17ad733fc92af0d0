package io.breakers.api;

/** When a fallback answers (S29). Ignored and cancelled calls never have one. */
public enum FallbackOn {
    /** Only calls that this breaker rejected; a failure of the target reaches the caller. */
    REJECTION,

    /** Rejections, and failures other than an {@link Error}. The default. */
    REJECTION_OR_FAILURE
}
