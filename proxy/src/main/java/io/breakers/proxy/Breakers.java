package io.breakers.proxy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.internal.calls.CircuitBreaker;
import io.breakers.internal.settings.BreakerName;
import io.breakers.internal.versions.ModuleVersions;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Wraps any plain interface in circuit breakers, one for each method.
 *
 * <p>The returned object calls the target for every method of the interface, through that method's breaker. Results and
 * throwables reach the caller unchanged, never wrapped (S27). The library itself throws only
 * {@link io.breakers.api.CallRejectedException}, for a call that a breaker rejects and no fallback answers.
 *
 * <p>A null argument causes a {@link NullPointerException} that names it. Everything else is checked when the service
 * is protected, and all errors are reported at once (S40); none is left for the first failure. All methods, and the
 * objects they return, are safe for use by many threads, except the builders. There is no global state: each call of
 * {@code protect} creates new breakers, also for an object that is already protected; then two breakers are nested,
 * each judging what it sees.
 */
public final class Breakers {
    static {
        ModuleVersions.check(Breakers.class.getClassLoader());
    }

    private Breakers() {}

    /**
     * Protects {@code target} with {@link BreakerConfig#defaults()}.
     *
     * @throws IllegalArgumentException if it cannot be protected, with every reason and remedy (S41)
     */
    public static <T> T protect(Class<T> type, T target) {
        return builder(type, target).build();
    }

    /**
     * Protects {@code target} with {@code config}.
     *
     * @throws IllegalArgumentException if it cannot be protected, with every reason and remedy (S41)
     */
    public static <T> T protect(Class<T> type, T target, BreakerConfig config) {
        return builder(type, target).config(config).build();
    }

    /**
     * Protects {@code target} with {@code config}; {@code fallback} answers rejections and failures instead of the
     * target (S29).
     *
     * @throws IllegalArgumentException if it cannot be protected, with every reason and remedy (S32, S41)
     */
    public static <T> T protect(Class<T> type, T target, BreakerConfig config, T fallback) {
        return builder(type, target).config(config).fallback(fallback).build();
    }

    /** Returns a builder that offers all settings. */
    public static <T> ProtectionBuilder<T> builder(Class<T> type, T target) {
        return builder(type, Objects.requireNonNull(type, "type"), target);
    }

    private static <T> ProtectionBuilder<T> builder(Class<T> type, Type generic, T target) {
        if (target == null) {
            throw new NullPointerException("Cannot protect " + type.getTypeName()
                    + ": the target is null; give the object that does the work");
        }
        return new ProtectionBuilder<>(type, generic, target);
    }

    /**
     * Returns a builder for a generic service: {@code builder(new ServiceType<Supplier<String>>() {}, target)}. Its
     * type arguments decide which methods are asynchronous: {@code get} of a {@code Supplier<CompletionStage<String>>}
     * is.
     */
    public static <T> ProtectionBuilder<T> builder(ServiceType<T> type, T target) {
        return builder(Objects.requireNonNull(type, "type").type(), type.generic(), target);
    }

    /**
     * Creates a breaker without an interface; it guards the functions passed to its {@code call} and {@code run}
     * methods.
     *
     * @throws IllegalArgumentException if {@code name} is blank
     */
    public static Breaker breaker(String name, BreakerConfig config) {
        return breaker(name, config, List.of());
    }

    /** With listeners that are no part of the configuration. */
    static Breaker breaker(String name, BreakerConfig config, List<BreakerListener.Factory> more) {
        Objects.requireNonNull(config, "config");
        if (Objects.requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("name must not be blank");
        }
        var listeners = new ArrayList<BreakerListener.Factory>(config.listeners());
        listeners.addAll(more);
        return CircuitBreaker.create(BreakerName.of(name), config, listeners);
    }

    /** Returns whether {@code object} was created by {@code protect} or by a builder. */
    public static boolean isProtected(Object object) {
        return Protection.find(Objects.requireNonNull(object, "object")) != null;
    }

    /**
     * Returns the breakers and other details of an object that was created by {@code protect} or by a builder.
     *
     * @throws IllegalArgumentException if {@code object} was not created that way
     */
    public static Protection inspect(Object object) {
        Protection protection = Protection.find(Objects.requireNonNull(object, "object"));
        if (protection == null) {
            throw new IllegalArgumentException(
                    "An object of " + object.getClass().getTypeName()
                            + " is not protected by Breakers; inspect takes what Breakers.protect or a builder returned");
        }
        return protection;
    }

    /**
     * Returns another proxy of a service that was created by {@code protect} or by a builder: with the same protection,
     * but of a class of {@link java.lang.reflect.Proxy}. For who makes proxies of proxies, and cannot handle a
     * generated class. Its calls are slower by what such a proxy takes; {@code service} itself stays as it is.
     *
     * @return {@code service} itself if it has such a class already
     * @throws IllegalArgumentException if {@code service} was not created that way; if one of its methods can be called
     *     neither by reflection nor through the lookup that was given to its builder; or if no class loader of its
     *     interfaces sees all of them
     */
    public static Object asJdkProxy(Object service) {
        Protection protection = inspect(Objects.requireNonNull(service, "service"));
        return Proxy.isProxyClass(service.getClass()) ? service : protection.inFrontOf(service);
    }
}
