package io.breakers.api;

/**
 * Makes the object that answers instead of the target, knowing what went wrong (S30).
 *
 * @param <T> the service interface
 */
@FunctionalInterface
public interface FallbackFactory<T> {
    /**
     * Returns what answers this one call. Called by the thread that made the call (or that completed its stage), once for
     * each answer, outside the permit; what it throws reaches the caller like a fallback's own exception (S31).
     *
     * @param cause what the target threw, or the {@link CallRejectedException} of a call that never reached it
     */
    T create(Throwable cause);
}
