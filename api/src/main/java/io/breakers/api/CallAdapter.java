package io.breakers.api;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Observes the outcome of methods whose return value only promises it, such as a stage or a reactive type. A method's adapter
 * is chosen by the declared return type, once, when its service is protected. An adapter must be safe for use by many threads.
 *
 * <p>The adapter decides what counts as one call: the invocation of the method, as for a stage, or each subscription to its
 * return value, as for a publisher. For each of them it {@linkplain GuardedCall#start() starts} an {@link Attempt},
 * {@linkplain Attempt#call() invokes} it, and reports the outcome.
 *
 * @param <R> the declared return type
 */
@FunctionalInterface
public interface CallAdapter<R> {
    /**
     * Returns what the caller of the method gets. Runs on the thread that calls the method.
     *
     * @throws Throwable what the caller of the method gets, unchanged
     */
    @Nullable
    R adapt(GuardedCall<R> call) throws Throwable;

    /** Chooses the adapter of a method. */
    @FunctionalInterface
    interface Factory {
        /** Returns an adapter for the declared return type of {@code method}; {@code null} if this factory has none. */
        @Nullable
        CallAdapter<?> adapterFor(Method method);
    }
}
