package io.breakers.api;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a result that {@code ignoreResult} counts neither as a failure nor as a success, where a throwable is
 * needed: {@link BreakerListener#onIgnored} gets it. Never thrown; the caller gets the result itself.
 */
public final class IgnoredResultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object result;

    /**
     * Creates the exception, for the library and for tests.
     *
     * @param breakerName the name of the breaker, for the message
     * @param result what the target returned
     */
    public IgnoredResultException(String breakerName, @Nullable Object result) {
        super(breakerName + " returned a result that is ignored", null, false, false);
        this.result = result;
    }

    /** What the target returned. Not serialized. */
    public @Nullable Object result() {
        return result;
    }

    /** The message alone, as that of {@link FailedResultException}. */
    @SuppressWarnings("OverrideThrowableToString") // the message shall stay what it is
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
