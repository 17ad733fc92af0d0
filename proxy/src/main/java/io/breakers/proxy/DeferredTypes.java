package io.breakers.proxy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Tells, from the declared types alone, whether the return of a method is its outcome, or a promise of one. */
final class DeferredTypes {
    /** Types that promise an outcome, and that say nothing to a breaker which only sees them returned (C9, S36). By name: none of them is a dependency. */
    private static final Set<String> UNOBSERVABLE = Set.of(
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

    private static final String SUSPENDED = "kotlin.coroutines.Continuation";

    private DeferredTypes() {}

    static boolean isStage(ServiceMethod method) {
        return CompletionStage.class.isAssignableFrom(method.method().getReturnType());
    }

    /** The type that makes the outcome of {@code method} unknown at its return; {@code null} if it is known, or a stage that tells. */
    static @Nullable String unobservable(ServiceMethod method) {
        if (isStage(method)) {
            return null;
        }
        Class<?>[] parameters = method.method().getParameterTypes();
        if (parameters.length > 0 && parameters[parameters.length - 1].getName().equals(SUSPENDED)) {
            return SUSPENDED;
        }
        return find(method.method().getReturnType());
    }

    private static @Nullable String find(Class<?> declared) {
        Deque<Class<?>> left = new ArrayDeque<>();
        left.add(declared);
        while (!left.isEmpty()) {
            Class<?> type = left.remove();
            if (UNOBSERVABLE.contains(type.getName())) {
                return type.getName();
            }
            left.addAll(Set.of(type.getInterfaces()));
            if (type.getSuperclass() != null) {
                left.add(type.getSuperclass());
            }
        }
        return null;
    }
}
