package io.breakers.engine;

/** Represents a result that {@code failOnResult} counts as a failure where a throwable is needed as a cause. Never thrown. */
final class FailedResult extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedResult(String breaker) {
        super(breaker + " returned a result that counts as a failure", null, false, false);
    }

    /** The message alone: the class means nothing to whoever reads it in a rejection. */
    @SuppressWarnings("OverrideThrowableToString") // the message shall stay what it is
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
