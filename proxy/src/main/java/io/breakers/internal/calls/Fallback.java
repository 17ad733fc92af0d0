package io.breakers.internal.calls;

import io.breakers.api.FallbackFactory;
import org.jspecify.annotations.Nullable;

/** What answers instead of the target. */
@FunctionalInterface
public interface Fallback {
    /**
     * Returns or throws what the fallback does.
     *
     * @param breaker the name of the breaker, for messages
     * @param method the method that was called
     */
    @Nullable
    Object answer(String breaker, Throwable cause, Invocation method, @Nullable Object[] arguments) throws Throwable;

    /** A fallback that calls the same method of the {@code type}'s object that {@code factory} makes from the cause. */
    record ByObject(Class<?> type, FallbackFactory<?> factory) implements Fallback {
        /** The object that answers. */
        Object object(String breaker, Throwable cause) {
            Object object = factory.create(cause);
            if (object == null) {
                throw new NullPointerException("the fallbackFactory returned null for " + breaker);
            }
            if (!type.isInstance(object)) {
                throw new ClassCastException("the fallbackFactory returned an object of "
                        + object.getClass().getTypeName() + " instead of " + type.getTypeName() + " for " + breaker);
            }
            return object;
        }

        @Override
        public @Nullable Object answer(String breaker, Throwable cause, Invocation method, @Nullable Object[] arguments)
                throws Throwable {
            return method.on(object(breaker, cause), arguments);
        }
    }
}
