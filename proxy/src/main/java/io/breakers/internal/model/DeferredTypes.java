package io.breakers.internal.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whether the outcome of a method comes later than its return, by its types alone (S36). */
public final class DeferredTypes {
    /**
     * Types that promise an outcome which a breaker cannot observe from the return value (C9). By name, because none
     * of them is a dependency.
     */
    private static final Set<String> KNOWN = Set.of(
            "java.util.concurrent.Future",
            "java.util.concurrent.Flow$Publisher",
            "org.reactivestreams.Publisher",
            "retrofit2.Call",
            "okhttp3.Call",
            "io.reactivex.rxjava3.core.Completable",
            "io.reactivex.rxjava3.core.Maybe",
            "io.reactivex.rxjava3.core.Observable",
            "io.reactivex.rxjava3.core.Single",
            "io.vertx.core.Future",
            "kotlinx.coroutines.Deferred",
            "kotlinx.coroutines.Job",
            "kotlinx.coroutines.flow.Flow",
            "scala.concurrent.Future",
            "com.twitter.util.Future");

    /**
     * How a type promises an outcome, in words; empty if it does not. Cached, because many methods return the same few
     * types; as a type of the platform, because that of a class outlives this library (H19).
     */
    private static final ClassValue<String> DEFERRING = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            String known = known(type);
            if (!known.isEmpty()) {
                return known;
            }
            String subscribed = Subscribable.by(type);
            return subscribed == null ? "" : type.getTypeName() + " (it has " + subscribed + ")";
        }
    };

    private static final String SUSPENDED = "kotlin.coroutines.Continuation";

    private DeferredTypes() {}

    /**
     * Returns, in words, what hides the outcome of {@code method} when it returns; {@code null} if the outcome is
     * known then.
     */
    public static @Nullable String find(ServiceMethod method) {
        Class<?>[] parameters = method.method().getParameterTypes();
        if (parameters.length > 0 && parameters[parameters.length - 1].getName().equals(SUSPENDED)) {
            return SUSPENDED;
        }
        String deferring = DEFERRING.get(method.returnClass());
        return deferring.isEmpty() ? null : deferring;
    }

    /** Returns the name of the known type that {@code type} is a subtype of, or its own; empty if there is none. */
    private static String known(Class<?> type) {
        if (KNOWN.contains(type.getName())) {
            return type.getName();
        }
        Class<?> parent = type.getSuperclass();
        String found = parent == null ? "" : known(parent);
        for (Class<?> implemented : type.getInterfaces()) {
            found = found.isEmpty() ? known(implemented) : found;
        }
        return found;
    }
}
