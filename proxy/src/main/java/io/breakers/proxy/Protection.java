package io.breakers.proxy;

import io.breakers.api.Breaker;
import io.breakers.engine.CircuitBreaker;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is behind a protected service: its breakers, and how it was made. Safe for use by many threads. */
public final class Protection implements AutoCloseable {
    private final String service;
    private final Class<?> type;
    private final Object target;
    private final ServiceModel model;
    private final Map<ServiceMethod, CircuitBreaker> breakers;
    private final ProxyEngine engine;

    Protection(
            String service,
            Object target,
            ServiceModel model,
            Map<ServiceMethod, CircuitBreaker> breakers,
            ProxyEngine engine) {
        this.service = service;
        this.type = model.type();
        this.target = target;
        this.model = model;
        this.breakers = breakers;
        this.engine = engine;
    }

    static @Nullable Protection find(Object object) {
        return Proxy.isProxyClass(object.getClass()) ? JdkProxy.protectionOf(object) : null;
    }

    boolean isAround(Object other) {
        return target == other;
    }

    /** What the protected object says of itself; neither a breaker nor the target is asked (G8). */
    String describeProxy() {
        return "Breakers.protect(" + service + ", " + targetType().getTypeName() + ")";
    }

    /** The service's name in breaker names and meters. */
    public String service() {
        return service;
    }

    /** The protected interface. */
    public Class<?> type() {
        return type;
    }

    /** The class of the target. */
    public Class<?> targetType() {
        return target.getClass();
    }

    /** How the protected object was made: {@link ProxyEngine#JDK} or {@link ProxyEngine#GENERATED}. */
    public ProxyEngine engine() {
        return engine;
    }

    /** All breakers, ordered by the names of their methods. Methods that go straight to the target have none. */
    public List<Breaker> breakers() {
        return breakers.values().stream().map(Breaker.class::cast).toList();
    }

    /**
     * The breaker of one method.
     *
     * @param method its name; or its signature, as in {@code charge(String,long)}, if it is overloaded
     * @throws IllegalArgumentException if that is not one method, or one without a breaker
     */
    public Breaker breaker(String method) {
        List<ServiceMethod> selected = model.select(method);
        if (selected.size() != 1) {
            throw new IllegalArgumentException(type.getTypeName() + " has "
                    + (selected.isEmpty() ? "no method " : "several methods ") + method + "; it has "
                    + model.names());
        }
        Breaker breaker = breakers.get(selected.get(0));
        if (breaker == null) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + "." + method + " has no breaker: it goes straight to the target");
        }
        return breaker;
    }

    /** Lets the listeners go, so that meters disappear. The protected object works on, unmetered; closing again does nothing. */
    @Override
    public void close() {
        breakers.values().forEach(CircuitBreaker::close);
    }

    /** For example {@code PaymentService protects com.acme.StripePayments (JDK)}. */
    @Override
    public String toString() {
        return service + " protects " + targetType().getTypeName() + " (" + engine + ")";
    }
}
