package io.breakers.proxy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.CallAdapter;
import io.breakers.api.FallbackFactory;
import io.breakers.api.MethodFallback;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Configures and creates a protected service. Obtained from {@link Breakers#builder}. Not thread-safe.
 *
 * <p>A method is given by name, {@code "charge"}, which selects all overloads, or by signature,
 * {@code "charge(String,long)"}, with simple or qualified type names, which selects one. A type parameter is written as
 * its erasure: {@code "find(Object)"}. If a setting is given twice, the last value applies.
 *
 * @param <T> the service interface
 */
public final class ProtectionBuilder<T> {
    final Class<T> type;
    final Type generic;
    final T target;

    /** {@code null} for {@link BreakerConfig#defaults()}, or what the registry has instead. */
    @Nullable
    BreakerConfig config;

    final Map<String, BreakerConfig> methodConfigs = new LinkedHashMap<>();

    @Nullable
    T fallback;

    @Nullable
    FallbackFactory<? extends T> fallbackFactory;

    final Map<String, MethodFallback> methodFallbacks = new LinkedHashMap<>();

    @Nullable
    Function<? super Runnable, ? extends Runnable> fallbackContext;

    final List<BreakerListener.Factory> listeners = new ArrayList<>();

    @Nullable
    String name;

    final Set<String> unprotected = new LinkedHashSet<>();
    final Set<String> synchronous = new LinkedHashSet<>();
    final Set<String> withoutFallback = new LinkedHashSet<>();
    final Map<String, Set<String>> shared = new LinkedHashMap<>();

    /** The names of breakers that all methods share. There should be one. */
    final Set<String> sharedByAll = new LinkedHashSet<>();

    final List<Keys.Wish> keyed = new ArrayList<>();
    final Set<Class<?>> further = new LinkedHashSet<>();
    final Map<String, LastGood> lastGood = new LinkedHashMap<>();
    final List<CallAdapter.Factory> adapters = new ArrayList<>();
    ProxyEngine engine = ProxyEngine.AUTO;

    @Nullable
    Lookup lookup;

    @Nullable
    ServiceRegistry registry;

    /** Begins a protection; {@code generic} is the type with its type arguments, if they are known. */
    ProtectionBuilder(Class<T> type, Type generic, T target) {
        this.type = type;
        this.generic = generic;
        this.target = target;
    }

    /** Configures every method that has no configuration of its own. Defaults to {@link BreakerConfig#defaults()}. */
    public ProtectionBuilder<T> config(BreakerConfig config) {
        this.config = Objects.requireNonNull(config, "config");
        return this;
    }

    /**
     * Configures one method, or all overloads of a name; a signature takes precedence over a name. Replaces the whole
     * configuration of that method, including its ticker and listeners: start with {@code base.toBuilder()}, or add
     * listeners with {@link #listener}.
     */
    public ProtectionBuilder<T> config(String method, BreakerConfig config) {
        methodConfigs.put(Objects.requireNonNull(method, "method"), Objects.requireNonNull(config, "config"));
        return this;
    }

    /** Sets the object that answers rejections and failures (S29). Defaults to none. */
    public ProtectionBuilder<T> fallback(T fallback) {
        this.fallback = Objects.requireNonNull(fallback, "fallback");
        return this;
    }

    /**
     * Sets the factory whose objects, created from the cause, answer rejections and failures (S30). Defaults to none.
     */
    public ProtectionBuilder<T> fallbackFactory(FallbackFactory<? extends T> factory) {
        this.fallbackFactory = Objects.requireNonNull(factory, "fallbackFactory");
        return this;
    }

    /**
     * Sets the function that answers rejections and failures of one method (S30), beside or instead of a fallback for
     * the whole service, which does not answer for this method then. A name that is overloaded is refused: give the
     * signature.
     */
    public ProtectionBuilder<T> fallback(String method, MethodFallback fallback) {
        methodFallbacks.put(Objects.requireNonNull(method, "method"), Objects.requireNonNull(fallback, "fallback"));
        return this;
    }

    /**
     * Wraps the fallbacks of stages. Defaults to nothing: the fallback of a {@code CompletionStage} runs on the thread
     * that completes the stage, without what the caller's thread carries, such as a trace or a security context.
     *
     * <p>The function is called for each stage that has no value yet when its method returns, on the thread of the
     * caller, so that it can capture a context; what it returns is run if a fallback answers the stage, and must run
     * what was given to it once, on this or another thread: {@code task -> snapshot().wrap(task)}, or
     * {@code task -> () -> executor.execute(task)}. Fallbacks that run while the caller waits are not wrapped. If the
     * function throws, the fallback runs as if there were none, and the problem is logged.
     */
    public ProtectionBuilder<T> fallbackContext(Function<? super Runnable, ? extends Runnable> wrapper) {
        this.fallbackContext = Objects.requireNonNull(wrapper, "fallbackContext");
        return this;
    }

    /**
     * Answers rejections and failures of one method, or of all overloads of a name, with the last good value. If there
     * is no such value, the fallback answers; without a fallback the caller gets the original rejection or failure. For
     * methods that return values, {@code CompletionStage} or {@code CompletableFuture}.
     */
    public ProtectionBuilder<T> lastGood(String method, LastGood lastGood) {
        this.lastGood.put(Objects.requireNonNull(method, "method"), Objects.requireNonNull(lastGood, "lastGood"));
        return this;
    }

    /**
     * Adds adapters for asynchronous return types. They take precedence over the built-in ones, for
     * {@code CompletionStage} and its subtypes and for Reactor's {@code Mono} and {@code Flux}. May be repeated; the
     * first factory that returns an adapter for a method provides it.
     */
    public ProtectionBuilder<T> adapter(CallAdapter.Factory factory) {
        adapters.add(Objects.requireNonNull(factory, "adapter"));
        return this;
    }

    /** Adds a listener factory; its listeners are notified after those of the configuration. May be repeated. */
    public ProtectionBuilder<T> listener(BreakerListener.Factory factory) {
        listeners.add(Objects.requireNonNull(factory, "listener"));
        return this;
    }

    /** Sets the name of the service in breaker names and meters. Defaults to the interface's simple name. */
    public ProtectionBuilder<T> name(String name) {
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    /** Sends these methods straight to the target: no breaker, no fallback, no statistics (S39). */
    public ProtectionBuilder<T> unprotected(String... methods) {
        unprotected.addAll(named(methods));
        return this;
    }

    /** Takes the return of these methods as their outcome, although their return type promises a later one (S36). */
    public ProtectionBuilder<T> treatAsSynchronous(String... methods) {
        synchronous.addAll(named(methods));
        return this;
    }

    /** Excludes these methods from the fallback. */
    public ProtectionBuilder<T> noFallback(String... methods) {
        withoutFallback.addAll(named(methods));
        return this;
    }

    /**
     * Gives several methods one breaker; without methods the same as {@link #oneBreaker}. The name {@code breaker}
     * replaces the method's name in the name of the breaker and in meters. The methods must have the same
     * configuration, and each can share only one breaker (S37). Repeating a name adds methods to its breaker.
     */
    public ProtectionBuilder<T> share(String breaker, String... methods) {
        if (Objects.requireNonNull(methods, "methods").length == 0) {
            return oneBreaker(breaker);
        }
        shared.computeIfAbsent(Objects.requireNonNull(breaker, "breaker"), name -> new LinkedHashSet<>())
                .addAll(named(methods));
        return this;
    }

    /**
     * Gives all methods one breaker, for a backend that fails as one unit. The name replaces the methods' names in the
     * name of the breaker and in meters. All methods must have the same configuration (S37).
     */
    public ProtectionBuilder<T> oneBreaker(String breaker) {
        sharedByAll.add(Objects.requireNonNull(breaker, "breaker"));
        return this;
    }

    /**
     * Gives each key of a method's calls a breaker of its own, such as {@code PaymentService.charge[bank-7]}, made at
     * the key's first call with the method's configuration (S56). For a method of which one tenant, host or bank may
     * fail while others work.
     *
     * <p>The function gets the arguments of each call, primitive ones boxed, in a list that cannot be modified; a
     * rejected call is asked too, and a call that meets the end of its key's breaker twice. It runs on the caller's
     * thread and should be fast. If it throws, which is logged, or returns {@code null}, the method's own breaker
     * guards the call. Keys are compared by {@code equals}; their {@code toString} stands in names, made one line of at
     * most 100 characters.
     * <p>May be repeated for other methods; a name selects all overloads, each with breakers of its own.
     *
     * @param method the name or the signature of a method that does not share its breaker
     * @param key computes the key of a call from its arguments
     * @param keys how many are kept, and how long
     */
    public ProtectionBuilder<T> breakerPer(
            String method, Function<? super List<@Nullable Object>, ? extends @Nullable Object> key, Keys keys) {
        keyed.add(new Keys.Wish(
                Objects.requireNonNull(method, "method"),
                Objects.requireNonNull(key, "key"),
                Objects.requireNonNull(keys, "keys")));
        return this;
    }

    /**
     * Lets the protected object also implement {@code type}, a further interface of the target: its methods go straight
     * there, without a breaker, a fallback or statistics (S39). A method that the service has too stays the service's.
     * May be repeated.
     */
    public ProtectionBuilder<T> alsoImplement(Class<?> type) {
        further.add(Objects.requireNonNull(type, "type"));
        return this;
    }

    /**
     * Provides access to an interface that only its own module can see: call {@code lookup(MethodHandles.lookup())}
     * from a class in its package. Needed only if a named module neither exports nor opens that package. Elsewhere, for
     * example on the class path, a non-public interface needs no lookup.
     */
    public ProtectionBuilder<T> lookup(Lookup lookup) {
        this.lookup = Objects.requireNonNull(lookup, "lookup");
        return this;
    }

    /** Chooses how the protected object is created. Defaults to {@link ProxyEngine#AUTO}. */
    public ProtectionBuilder<T> engine(ProxyEngine engine) {
        this.engine = Objects.requireNonNull(engine, "engine");
        return this;
    }

    /**
     * Enters the service in {@code registry}, which may change configurations. Defaults to none. The builders of a
     * {@code BreakerRegistry} have been given theirs.
     */
    public ProtectionBuilder<T> registry(ServiceRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
        return this;
    }

    /** The name of the service. */
    String service() {
        return name == null ? type.getSimpleName() : name;
    }

    private static List<String> named(String[] methods) {
        for (String method : Objects.requireNonNull(methods, "methods")) {
            Objects.requireNonNull(method, "methods");
        }
        return List.of(methods);
    }

    /**
     * Creates the protected service, with new breakers each time.
     *
     * @throws IllegalArgumentException if it cannot be protected, with every reason and remedy (S32, S40, S41)
     */
    public T build() {
        return Binder.bind(this);
    }
}
