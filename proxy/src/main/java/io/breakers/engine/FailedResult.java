package io.breakers.engine;

/** Stands for a result that {@code failOnResult} counts as a failure, where a cause must be a throwable. It is never thrown. */
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
