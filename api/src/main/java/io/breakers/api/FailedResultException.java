package io.breakers.api;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a result that {@code failOnResult} counts as a failure, where a cause is needed: fallbacks, fallback
 * factories and {@link BreakerListener#onFailure} get it. Never thrown; the caller gets the result itself, or the
 * fallback's answer.
 */
public final class FailedResultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object result;

    /**
     * Creates the cause, for the library and for tests.
     *
     * @param breakerName the name of the breaker, for the message
     * @param result what the target returned
     */
    public FailedResultException(String breakerName, @Nullable Object result) {
        super(breakerName + " returned a result that counts as a failure", null, false, false);
        this.result = result;
    }

    /** What the target returned. Not serialized. */
    public @Nullable Object result() {
        return result;
    }

    /** The message alone: in a rejection, the name of this class would say nothing. */
    @SuppressWarnings("OverrideThrowableToString") // the message shall stay what it is
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
