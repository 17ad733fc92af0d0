package io.breakers.api;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Observes the outcome of methods whose return value only promises it, like a stage or a reactive type. Which adapter a method has is decided once, when its service is
 * protected, by the declared return type. Must be safe for use by many threads.
 *
 * <p>An adapter decides what one use of a breaker is: the call of the method, as for a stage, or each subscription to what it returned, as for a publisher. For each it
 * {@linkplain GuardedCall#start() starts} an {@link Attempt}, {@linkplain Attempt#call() calls}, and says how that ended.
 *
 * @param <R> the declared return type
 */
@FunctionalInterface
public interface CallAdapter<R> {
    /**
     * Returns what the caller of the method gets. Called by the thread that calls the method.
     *
     * @throws Throwable to the caller, as it is
     */
    @Nullable
    R adapt(GuardedCall<R> call) throws Throwable;

    /** Finds the adapter of a method. */
    @FunctionalInterface
    interface Factory {
        /** Returns an adapter for what {@code method} declares to return; {@code null} if this factory has none. */
        @Nullable
        CallAdapter<?> adapterFor(Method method);
    }
}
