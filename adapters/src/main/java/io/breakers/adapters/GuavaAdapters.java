package io.breakers.adapters;

import io.breakers.api.CallAdapter;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The adapter of methods that return Guava's {@code ListenableFuture}, as gRPC's future stubs do. A future is judged
 * like a stage (S33 to S35): the call ends when it completes, and what the caller gets completes after that. A
 * rejection is a failed future. A caller that cancels its future cancels the target's; so does {@code
 * Futures.withTimeout}, which makes the call a cancelled one, unless {@code failOnCancellation()} is set.
 */
public final class GuavaAdapters {
    private static final String FUTURE = "com.google.common.util.concurrent.ListenableFuture";

    private GuavaAdapters() {}

    /**
     * Returns an adapter for {@code ListenableFuture} and its subtypes. Of a narrower one, such as {@code
     * SettableFuture}, no other object can be made: the caller gets the target's own, what hangs on it may run before
     * the outcome is counted, a rejection is thrown, and no fallback answers its failure. Without Guava, no method has
     * an adapter.
     */
    public static CallAdapter.Factory all() {
        return new CallAdapter.Factory() {
            @Override
            public @Nullable CallAdapter<?> adapterFor(Method method) {
                return adapterFor(method, method.getGenericReturnType());
            }

            @Override
            public @Nullable CallAdapter<?> adapterFor(Method method, Type returned) {
                Class<?> erased = ReturnTypes.erase(returned);
                boolean listenable = isListenable(erased) && !CompletionStage.class.isAssignableFrom(erased);
                return listenable ? ListenableCalls.adapterOf(erased) : null;
            }
        };
    }

    /** By name, so that nothing of Guava is loaded for other types. */
    private static boolean isListenable(@Nullable Class<?> type) {
        if (type == null || type.getName().equals(FUTURE)) {
            return type != null;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (isListenable(implemented)) {
                return true;
            }
        }
        return isListenable(type.getSuperclass());
    }
}
