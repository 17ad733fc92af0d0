package io.breakers.internal.model;

import java.util.Map;
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
            "org.reactivestreams.Publisher",
            "okhttp3.Call",
            "io.vertx.core.Future",
            "kotlinx.coroutines.Deferred",
            "kotlinx.coroutines.Job",
            "scala.concurrent.Future",
            "com.twitter.util.Future");

    private static final String SUSPENDED = "kotlin.coroutines.Continuation";
    private static final String LISTENABLE = "com.google.common.util.concurrent.ListenableFuture";

    /** Further such types, and the class of the module {@code adapters} that has an adapter of each. */
    private static final Map<String, String> ADAPTERS = Map.ofEntries(
            Map.entry("java.util.concurrent.Flow$Publisher", "FlowAdapters"),
            Map.entry("io.reactivex.rxjava3.core.Completable", "RxJava3Adapters"),
            Map.entry("io.reactivex.rxjava3.core.Flowable", "RxJava3Adapters"),
            Map.entry("io.reactivex.rxjava3.core.Maybe", "RxJava3Adapters"),
            Map.entry("io.reactivex.rxjava3.core.Observable", "RxJava3Adapters"),
            Map.entry("io.reactivex.rxjava3.core.Single", "RxJava3Adapters"),
            Map.entry("io.smallrye.mutiny.Multi", "MutinyAdapters"),
            Map.entry("io.smallrye.mutiny.Uni", "MutinyAdapters"),
            Map.entry(LISTENABLE, "GuavaAdapters"),
            Map.entry("retrofit2.Call", "RetrofitAdapters"),
            Map.entry(SUSPENDED, "KotlinAdapters"),
            Map.entry("kotlinx.coroutines.flow.Flow", "KotlinAdapters"));

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

    private DeferredTypes() {}

    /**
     * Returns, in words, what hides the outcome of {@code method} when it returns; {@code null} if the outcome is
     * known then.
     */
    public static @Nullable String find(ServiceMethod method) {
        return method.suspends() ? SUSPENDED : find(method.returnClass());
    }

    /**
     * Returns, in words, what hides the outcome of a {@code suspend} function when it has returned its result;
     * {@code null} if the outcome is known then, and for any other method.
     */
    public static @Nullable String findInResult(ServiceMethod method) {
        return method.suspends() ? find(method.resultClass()) : null;
    }

    private static @Nullable String find(Class<?> type) {
        String deferring = DEFERRING.get(type);
        return deferring.isEmpty() ? null : deferring;
    }

    /** Returns, in words, what to do about a method for which something was found. */
    public static String remedy(ServiceMethod method) {
        String exact = method.suspends() ? SUSPENDED : method.returnClass().getName();
        String known = method.suspends() ? SUSPENDED : known(method.returnClass());
        String adapters = ADAPTERS.get(known);
        if (adapters == null) {
            return "give an adapter that can";
        }
        boolean adapted = known.equals(exact) || known.equals(LISTENABLE);
        return (adapted ? "" : "declare " + known + " and ") + "add .adapter(" + adapters
                + ".all()) of breakers-adapters";
    }

    /** Returns the name of the known type that {@code type} is a subtype of, or its own; empty if there is none. */
    private static String known(Class<?> type) {
        String name = type.getName();
        if (KNOWN.contains(name) || ADAPTERS.containsKey(name)) {
            return name;
        }
        Class<?> parent = type.getSuperclass();
        String found = parent == null ? "" : known(parent);
        for (Class<?> implemented : type.getInterfaces()) {
            found = found.isEmpty() ? known(implemented) : found;
        }
        return found;
    }
}
