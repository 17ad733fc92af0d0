package io.breakers.simulation;

import org.jspecify.annotations.Nullable;

/** What the rules say that the caller of a faulty service sees (S26–S32, S34, S42). */
final class Expected {
    private Expected() {}

    /**
     * Of one call.
     *
     * @param failure what the target throws, or its stage fails with, where it does
     */
    static Seen of(Callback callback, Fault fault, boolean staged, boolean rejected, Throwable failure) {
        Throwable thrown = fault.thrown();
        return switch (callback) {
            case TARGET -> rejected ? Seen.REJECTED : ofTarget(fault, thrown);
            case STAGE, ARGUMENT, KEY, ON_SUCCESS, ON_REJECTED, ON_RECONFIGURED, TICKER, FAIL_ON_RESULT ->
                rejected ? Seen.REJECTED : Seen.ANSWER;
            // Without a key it is the method's own breaker, which nothing has opened.
            case BREAKER_KEY -> rejected && thrown == null && fault != Fault.NULL ? Seen.REJECTED : Seen.ANSWER;
            case IGNORE_WHEN, FAIL_WHEN, WAIT, JITTER, ON_FAILURE, ON_IGNORED, ON_CANCELLED, ON_TRANSITION ->
                rejected ? Seen.REJECTED : Seen.thrown(failure);
            case ON_FALLBACK -> Seen.FALLBACK;
            case FALLBACK_ON -> thrown == null ? Seen.FALLBACK : rejected ? Seen.REJECTED : Seen.thrown(failure);
            case FALLBACK -> ofFallback(fault, thrown, staged);
            case FALLBACK_FACTORY -> ofFallback(fault, thrown, true);
        };
    }

    private static Seen ofTarget(Fault fault, @Nullable Throwable thrown) {
        return thrown != null ? Seen.thrown(thrown) : fault == Fault.NULL ? new Seen(null) : Seen.ANSWER;
    }

    /** A missing stage is a failure, and so is a factory that made nothing; a missing value is a value. */
    private static Seen ofFallback(Fault fault, @Nullable Throwable thrown, boolean mayNotBeMissing) {
        if (fault == Fault.NULL) {
            return mayNotBeMissing ? Seen.MISSING : new Seen(null);
        }
        return thrown == null ? Seen.FALLBACK : Seen.thrown(thrown);
    }
}
