package io.breakers.api;

/**
 * Creates the object that answers instead of the target, given the cause (S30).
 *
 * @param <T> the service interface
 */
@FunctionalInterface
public interface FallbackFactory<T> {
    /**
     * Returns the object that answers this one call. Runs on the thread that made the call (or completed its stage),
     * once for each answer, outside the permit. What it throws reaches the caller like an exception thrown by the
     * fallback (S31).
     *
     * @param cause what the target threw, or the {@link CallRejectedException} of a call that never reached the target
     */
    T create(Throwable cause);
}
