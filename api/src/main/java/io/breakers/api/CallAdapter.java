package io.breakers.api;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Observes the outcome of methods whose return value only promises it, such as a stage or a reactive type. A method's
 * adapter is chosen by its return type, once, when its service is protected. An adapter must be safe for use by many
 * threads.
 *
 * <p>The adapter decides what counts as one call: the invocation of the method, as for a stage, or each subscription to
 * its return value, as for a publisher. For each of them it {@linkplain GuardedCall#start() starts} an {@link Attempt},
 * {@linkplain Attempt#call() invokes} it, and reports the outcome. One for streams also reports their first element, by
 * {@link Attempt#answered}.
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

        /**
         * Returns an adapter for a method that returns {@code returned}; {@code null} if this factory has none.
         * Defaults to {@link #adapterFor(Method)}. Factories are asked by this method; override it to see more than an
         * erased type where the declared return type has type variables.
         *
         * @param returned the return type with every type argument that is known, from superinterfaces and from a
         *     {@code ServiceType}: for {@code Supplier<Single<String>>} that is {@code Single<String>}, while
         *     {@code method} returns {@code Object}
         */
        default @Nullable CallAdapter<?> adapterFor(Method method, Type returned) {
            return adapterFor(method);
        }
    }
}
