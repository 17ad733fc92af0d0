package io.breakers.adapters;

import io.breakers.api.CallAdapter;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * The adapters of Kotlin's {@code suspend} functions and of methods that return a {@code Flow}.
 *
 * <p>A call of a {@code suspend} function ends when it returns or throws, before or after it has suspended. It resumes
 * through the caller's interceptor, in the caller's context. A {@code CancellationException} is a cancelled call if the
 * caller's job is no longer active, and a failure otherwise: a time-out inside the client, say. A rejection is thrown,
 * as {@code rejectAs} says. The {@code Continuation} is no part of the signature, nor of the arguments of a
 * {@code MethodFallback}, which returns the value. A function whose result comes later than its return, such as a
 * {@code suspend} function that returns a {@code Flow}, is refused unless {@code treatAsSynchronous} says otherwise.
 *
 * <p>For a {@code Flow}, each collection is a call (S35a): it asks the breaker and calls the method, and nothing
 * reaches the target before. What the collector throws is a cancellation by it, a success after an element.
 */
public final class KotlinAdapters {
    private static final String CONTINUATION = "kotlin.coroutines.Continuation";
    private static final String FLOW = "kotlinx.coroutines.flow.Flow";

    private KotlinAdapters() {}

    /**
     * Returns an adapter for {@code suspend} functions and for {@code Flow}. Narrower types, such as a
     * {@code StateFlow}, are not adapted: no other object could be one. Without Kotlin, no method has an adapter.
     */
    public static CallAdapter.Factory all() {
        return new CallAdapter.Factory() {
            @Override
            public @Nullable CallAdapter<?> adapterFor(Method method) {
                return adapterFor(method, method.getGenericReturnType());
            }

            @Override
            public @Nullable CallAdapter<?> adapterFor(Method method, Type returned) {
                Type[] parameters = method.getGenericParameterTypes();
                if (parameters.length > 0) {
                    Type last = parameters[parameters.length - 1];
                    Class<?> erased = ReturnTypes.erase(last);
                    if (erased.getName().equals(CONTINUATION)) {
                        return SuspendedCall.adapterOf(erased, last);
                    }
                }
                Class<?> erased = ReturnTypes.erase(returned);
                return erased.getName().equals(FLOW) ? CollectedCall.adapterOf(erased) : null;
            }
        };
    }
}
