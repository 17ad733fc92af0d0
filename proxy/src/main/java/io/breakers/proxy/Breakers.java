package io.breakers.proxy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.engine.BreakerName;
import io.breakers.engine.CircuitBreaker;
import java.util.Objects;

/**
 * Wraps any plain interface in circuit breakers, one for each method.
 *
 * <p>The object that is returned calls the target for every method of the interface, through that method's breaker. Results and throwables come
 * through exactly as they are: the same object, never wrapped (S27). The one exception of our own is
 * {@link io.breakers.api.CallRejectedException}, for a call that a breaker refuses and no fallback answers.
 *
 * <p>Nulls are refused where they are given, by a {@link NullPointerException} that names the argument. Everything else is checked here, and everything that is wrong is reported at once
 * (S40); nothing is found out at the first failure. All
 * methods may be called by many threads, and so may what they return. There is no global state: each call of {@code protect} makes new breakers.
 */
public final class Breakers {
    private Breakers() {}

    /**
     * Protects {@code target} with {@link BreakerConfig#defaults()}.
     *
     * @throws IllegalArgumentException if that cannot be, with every reason and remedy (S41)
     */
    public static <T> T protect(Class<T> type, T target) {
        return builder(type, target).build();
    }

    /**
     * Protects {@code target}.
     *
     * @throws IllegalArgumentException if that cannot be, with every reason and remedy (S41)
     */
    public static <T> T protect(Class<T> type, T target, BreakerConfig config) {
        return builder(type, target).config(config).build();
    }

    /**
     * Protects {@code target}, with {@code fallback} answering rejections and failures in its stead (S29).
     *
     * @throws IllegalArgumentException if that cannot be, with every reason and remedy (S32, S41)
     */
    public static <T> T protect(Class<T> type, T target, BreakerConfig config, T fallback) {
        return builder(type, target).config(config).fallback(fallback).build();
    }

    /** Returns a builder, which has all settings. */
    public static <T> ProtectionBuilder<T> builder(Class<T> type, T target) {
        Objects.requireNonNull(type, "type");
        if (target == null) {
            throw new NullPointerException("Cannot protect " + type.getTypeName()
                    + ": the target is null; give the object that does the work");
        }
        return new ProtectionBuilder<>(type, target);
    }

    /** Returns a builder for a generic service: {@code builder(new ServiceType<Supplier<String>>() {}, target)}. */
    public static <T> ProtectionBuilder<T> builder(ServiceType<T> type, T target) {
        return builder(Objects.requireNonNull(type, "type").type(), target);
    }

    /**
     * Makes a breaker without an interface, around the functions that it is given.
     *
     * @throws IllegalArgumentException if {@code name} is blank
     */
    public static Breaker breaker(String name, BreakerConfig config) {
        Objects.requireNonNull(config, "config");
        if (Objects.requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("name must not be blank");
        }
        return CircuitBreaker.create(BreakerName.of(name), config, config.listeners());
    }

    /** Whether {@code object} was made by {@code protect} or by a builder. */
    public static boolean isProtected(Object object) {
        return Protection.find(Objects.requireNonNull(object, "object")) != null;
    }

    /**
     * Looks behind an object that was made by {@code protect} or by a builder.
     *
     * @throws IllegalArgumentException if it was not
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
}
