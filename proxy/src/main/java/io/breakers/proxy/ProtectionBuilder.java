package io.breakers.proxy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.CallAdapter;
import io.breakers.api.FallbackFactory;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Configures a protected service. Made by {@link Breakers#builder}; not for use by many threads.
 *
 * <p>Methods are named as in {@code "charge"}, which means all overloads, or as in {@code "charge(String,long)"}, with simple or full type names, which means one; a type parameter is written as
 * what it is erased to, {@code "find(Object)"}. Where a setting is given twice, the last one counts.
 *
 * @param <T> the service interface
 */
public final class ProtectionBuilder<T> {
    final Class<T> type;
    final T target;
    BreakerConfig config = BreakerConfig.defaults();
    final Map<String, BreakerConfig> methodConfigs = new LinkedHashMap<>();

    @Nullable
    T fallback;

    @Nullable
    FallbackFactory<? extends T> fallbackFactory;

    final List<BreakerListener.Factory> listeners = new ArrayList<>();

    @Nullable
    String name;

    final Set<String> unprotected = new LinkedHashSet<>();
    final Set<String> synchronous = new LinkedHashSet<>();
    final Set<String> withoutFallback = new LinkedHashSet<>();
    final Map<String, Set<String>> shared = new LinkedHashMap<>();
    final Map<String, LastGood> lastGood = new LinkedHashMap<>();
    final List<CallAdapter.Factory> adapters = new ArrayList<>();
    ProxyEngine engine = ProxyEngine.AUTO;

    @Nullable
    Lookup lookup;

    ProtectionBuilder(Class<T> type, T target) {
        this.type = type;
        this.target = target;
    }

    /** Configures every method that has no configuration of its own. Defaults to {@link BreakerConfig#defaults()}. */
    public ProtectionBuilder<T> config(BreakerConfig config) {
        this.config = Objects.requireNonNull(config, "config");
        return this;
    }

    /**
     * Configures one method, or all overloads of a name; the more precise name wins. It replaces the whole configuration for that method, ticker and listeners too: begin with
     * {@code base.toBuilder()}, or give listeners by {@link #listener}.
     */
    public ProtectionBuilder<T> config(String method, BreakerConfig config) {
        methodConfigs.put(Objects.requireNonNull(method, "method"), Objects.requireNonNull(config, "config"));
        return this;
    }

    /** Lets {@code fallback} answer rejections and failures (S29). Defaults to none. */
    public ProtectionBuilder<T> fallback(T fallback) {
        this.fallback = Objects.requireNonNull(fallback, "fallback");
        return this;
    }

    /** Lets what {@code factory} makes from the cause answer rejections and failures (S30). Defaults to none. */
    public ProtectionBuilder<T> fallbackFactory(FallbackFactory<? extends T> factory) {
        this.fallbackFactory = Objects.requireNonNull(factory, "fallbackFactory");
        return this;
    }

    /**
     * Lets the last good value of one method, or of all overloads of a name, answer rejections and failures, as far as there is one; else the fallback does, if there is one, or the caller
     * gets the rejection or failure itself. For methods that return values, {@code CompletionStage} or {@code CompletableFuture}.
     */
    public ProtectionBuilder<T> lastGood(String method, LastGood lastGood) {
        this.lastGood.put(Objects.requireNonNull(method, "method"), Objects.requireNonNull(lastGood, "lastGood"));
        return this;
    }

    /**
     * Adds adapters for return types that promise an outcome. Asked before the ones that are always there, for {@code CompletionStage} and its subtypes and for Reactor's {@code Mono} and
     * {@code Flux}. May be repeated; the first that knows a type observes it.
     */
    public ProtectionBuilder<T> adapter(CallAdapter.Factory factory) {
        adapters.add(Objects.requireNonNull(factory, "adapter"));
        return this;
    }

    /** Adds a maker of listeners, heard after those of the configuration. May be repeated. */
    public ProtectionBuilder<T> listener(BreakerListener.Factory factory) {
        listeners.add(Objects.requireNonNull(factory, "listener"));
        return this;
    }

    /** Names the service, in breaker names and meters. Defaults to the interface's simple name. */
    public ProtectionBuilder<T> name(String name) {
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    /** Sends these methods straight to the target: no breaker, no fallback, no statistics (S39). */
    public ProtectionBuilder<T> unprotected(String... methods) {
        unprotected.addAll(named(methods));
        return this;
    }

    /** Takes the return of these methods as their outcome, although its type promises one later (S36). */
    public ProtectionBuilder<T> treatAsSynchronous(String... methods) {
        synchronous.addAll(named(methods));
        return this;
    }

    /** Declares that these methods have no fallback. */
    public ProtectionBuilder<T> noFallback(String... methods) {
        withoutFallback.addAll(named(methods));
        return this;
    }

    /**
     * Gives several methods one breaker, or all methods if none is named. It is called {@code breaker} where a method's breaker would be called by the method's name. The
     * methods must have one configuration, and each may share in one breaker only (S37). A name that is given again gets more methods.
     */
    public ProtectionBuilder<T> share(String breaker, String... methods) {
        shared.computeIfAbsent(Objects.requireNonNull(breaker, "breaker"), name -> new LinkedHashSet<>())
                .addAll(named(methods));
        return this;
    }

    /**
     * Lets an interface be protected that only its own module sees: {@code lookup(MethodHandles.lookup())}, said in its package. Needed where a named module neither exports nor opens that
     * package; elsewhere, on the class path for example, an interface that is not public needs none.
     */
    public ProtectionBuilder<T> lookup(Lookup lookup) {
        this.lookup = Objects.requireNonNull(lookup, "lookup");
        return this;
    }

    /** Chooses how the protected object is made. Defaults to {@link ProxyEngine#AUTO}. */
    public ProtectionBuilder<T> engine(ProxyEngine engine) {
        this.engine = Objects.requireNonNull(engine, "engine");
        return this;
    }

    private static List<String> named(String[] methods) {
        for (String method : methods) {
            Objects.requireNonNull(method, "methods");
        }
        return List.of(methods);
    }

    /**
     * Makes the protected service, with new breakers each time.
     *
     * @throws IllegalArgumentException if that cannot be, with every reason and remedy (S32, S40, S41)
     */
    public T build() {
        return Binder.bind(this);
    }
}
