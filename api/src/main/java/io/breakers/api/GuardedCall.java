package io.breakers.api;

/**
 * One call of a method that has a {@link CallAdapter}, with its arguments. May be started any number of times. Safe for
 * use by many threads.
 *
 * @param <R> the declared return type
 */
public interface GuardedCall<R> {
    /**
     * Asks the breaker for a permit. Returns the attempt to make: on the target, or on the fallback if the call is
     * rejected and the fallback answers rejections.
     *
     * @throws CallRejectedException if the call is rejected and no fallback answers it
     */
    Attempt<R> start();
}
