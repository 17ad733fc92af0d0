package io.breakers.api;

/** When a fallback answers (S29). It never answers ignored and cancelled calls. */
public enum FallbackOn {
    /** The fallback answers only calls that this breaker rejected; a failure of the target reaches the caller. */
    REJECTION,

    /** The fallback answers rejections, and failures other than an {@link Error}. The default. */
    REJECTION_OR_FAILURE
}
