package io.breakers.internal.calls;

import io.breakers.api.FallbackFactory;
import io.breakers.api.MethodFallback;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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

    /** A fallback that is a function of the arguments and the cause, for one method. */
    final class ByFunction implements Fallback {
        private static final MethodType CONVERSION = MethodType.methodType(Object.class, Object.class);

        private final MethodFallback function;
        private final Class<?> returned;
        private final boolean suspends;

        /** Whether the method has no result. */
        private final boolean nothing;

        /** Converts an answer as a {@code return} statement does; {@code null} if the return type is not primitive. */
        private final @Nullable MethodHandle conversion;

        /**
         * Creates the fallback of a method.
         *
         * @param returned what the method returns; of one of Kotlin's functions that suspend, its result
         * @param suspends whether it is one of these, whose last argument is the compiler's
         */
        public ByFunction(MethodFallback function, Class<?> returned, boolean suspends) {
            this.function = function;
            this.returned = returned;
            this.suspends = suspends;
            this.nothing = returned == void.class || returned.getName().equals("kotlin.Unit");
            this.conversion = returned.isPrimitive() && returned != void.class
                    ? MethodHandles.identity(Object.class)
                            .asType(CONVERSION.changeReturnType(returned))
                            .asType(CONVERSION)
                    : null;
        }

        @Override
        public @Nullable Object answer(
                String breaker, Throwable cause, Invocation ignored, @Nullable Object[] arguments) throws Throwable {
            return answer(breaker, cause, arguments);
        }

        /** Returns or throws what the function does; throws if it returns what the method cannot. */
        @Nullable
        Object answer(String breaker, Throwable cause, @Nullable Object[] arguments) throws Throwable {
            List<@Nullable Object> all = Collections.unmodifiableList(Arrays.asList(arguments));
            Object answer = function.answer(suspends ? all.subList(0, all.size() - 1) : all, cause);
            if (nothing) {
                return null;
            }
            if (conversion != null) {
                return convert(conversion, answer, breaker);
            }
            if (answer == null || returned.isInstance(answer)) {
                return answer;
            }
            throw new ClassCastException(mismatch(breaker, answer));
        }

        private Object convert(MethodHandle conversion, @Nullable Object answer, String breaker) throws Throwable {
            if (answer == null) {
                throw new NullPointerException(
                        "the fallback of " + breaker + " returned null instead of " + returned.getTypeName());
            }
            try {
                return (Object) conversion.invokeExact(answer);
            } catch (ClassCastException unfit) {
                throw new ClassCastException(mismatch(breaker, answer));
            }
        }

        private String mismatch(String breaker, Object answer) {
            return "the fallback of " + breaker + " returned an object of "
                    + answer.getClass().getTypeName() + " instead of " + returned.getTypeName();
        }
    }
}
