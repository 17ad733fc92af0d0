package io.breakers.proxy;

import io.breakers.api.CallAdapter;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Finds the adapter of a method from its declared types alone, or the type that hides its outcome. */
final class Adapters {
    /**
     * Types that promise an outcome which a breaker cannot observe from the return value (C9, S36). By name, because none of them
     * is a dependency.
     */
    private static final Set<String> DEFERRED = Set.of(
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
            "scala.concurrent.Future");

    /** Which of these a type is, by name; empty for none. Cached, because many methods return the same few types. */
    private static final ClassValue<String> DEFERRING = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            if (DEFERRED.contains(type.getName())) {
                return type.getName();
            }
            Class<?> parent = type.getSuperclass();
            String found = parent == null ? "" : get(parent);
            for (Class<?> implemented : type.getInterfaces()) {
                found = found.isEmpty() ? get(implemented) : found;
            }
            return found;
        }
    };

    private static final String SUSPENDED = "kotlin.coroutines.Continuation";

    private Adapters() {}

    /** Returns the first adapter of the user's factories, else one for a type of Reactor; {@code null} if there is none for the type. */
    static @Nullable CallAdapter<?> find(Method method, List<CallAdapter.Factory> factories) {
        for (CallAdapter.Factory factory : factories) {
            CallAdapter<?> found = factory.adapterFor(method);
            if (found != null) {
                return found;
            }
        }
        // By name first: the class that refers to Reactor's types is loaded only if a method declares one.
        String name = method.getReturnType().getName();
        boolean reactive = name.equals("reactor.core.publisher.Mono") || name.equals("reactor.core.publisher.Flux");
        return reactive ? ReactorAdapters.find(method) : null;
    }

    /** Returns the adapter of a method that returns a stage; {@code null} for other methods. */
    static @Nullable StageAdapter ofStage(Method method) {
        Class<?> declared = method.getReturnType();
        return CompletionStage.class.isAssignableFrom(declared) ? new StageAdapter(method.getName(), declared) : null;
    }

    /** Returns the type that hides the outcome of {@code method} when it returns; {@code null} if the outcome is known then. */
    static @Nullable String deferred(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length > 0 && parameters[parameters.length - 1].getName().equals(SUSPENDED)) {
            return SUSPENDED;
        }
        String deferring = DEFERRING.get(method.getReturnType());
        return deferring.isEmpty() ? null : deferring;
    }
}
