package io.breakers.api;

/**
 * One call of a method that has a {@link CallAdapter}, with its arguments. Safe for use by many threads, and as often as wanted.
 *
 * @param <R> the declared return type
 */
public interface GuardedCall<R> {
    /**
     * Asks the breaker to let a call in. Returns the attempt to make: on the target, or, if the call is rejected and the fallback answers that, on the fallback.
     *
     * @throws CallRejectedException if the call is rejected and no fallback answers
     */
    Attempt<R> start();

    /** Whether there is a fallback, so that an attempt may end in another one. */
    boolean hasFallback();
}
