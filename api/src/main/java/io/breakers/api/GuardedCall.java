package io.breakers.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * What to signal instead of a rejection that {@link #start} has thrown: what {@code rejectAs} makes of it, of any
     * type, or the rejection itself. For adapters of types that carry failures; a rejection that an adapter throws is
     * replaced where the method may throw it.
     */
    default Throwable signalOf(CallRejectedException rejection) {
        return rejection;
    }

    /**
     * Whether anything may answer instead of the target: a fallback, or a last good value. If not, no attempt of this
     * call returns another one, and an adapter can leave out what would bring its answer. That stays so for all calls
     * of a method; the default is {@code true}.
     */
    default boolean hasFallback() {
        return true;
    }

    /**
     * Returns the arguments of the call, primitive ones boxed. The list cannot be modified; to call the method with
     * others, use {@link Attempt#call(List)}.
     *
     * @throws UnsupportedOperationException only if this is not the library's: an implementation of your own, for tests
     */
    default List<@Nullable Object> arguments() {
        throw new UnsupportedOperationException("this call does not tell its arguments");
    }

    /**
     * Calls the method without asking the breaker, which never hears of it. For adapters of types that reach nobody
     * until they are told to, and of which a caller may ask something before: the request of an HTTP call, say.
     *
     * @throws Throwable exactly what the method threw
     * @throws UnsupportedOperationException only if this is not the library's: an implementation of your own, for tests
     */
    @Nullable
    default R callUnguarded() throws Throwable {
        throw new UnsupportedOperationException("this call cannot be made unguarded");
    }
}
