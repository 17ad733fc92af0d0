package io.breakers.proxy;

import io.breakers.api.Breaker;
import io.breakers.engine.ProtectedObject;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is behind a protected service: its breakers, and how it was made. Safe for use by many threads. */
public final class Protection implements AutoCloseable {
    private final String service;
    private final Object target;
    private final ServiceModel model;
    private final Map<ServiceMethod, LazyBreaker> breakers;
    private final Set<ServiceMethod> covered;
    private final @Nullable MethodHandle constructor;
    private final String engineReason;

    /**
     * Creates what {@code Breakers.inspect} gives.
     *
     * @param breakers of the guarded methods, in the order of the model
     * @param covered the methods for which a fallback answers
     * @param constructor of the generated class, which lives as long as somebody holds this; {@code null} for a JDK proxy
     */
    Protection(
            String service,
            Object target,
            ServiceModel model,
            Map<ServiceMethod, LazyBreaker> breakers,
            Set<ServiceMethod> covered,
            @Nullable MethodHandle constructor,
            String engineReason) {
        this.service = service;
        this.target = target;
        this.model = model;
        this.breakers = breakers;
        this.covered = covered;
        this.constructor = constructor;
        this.engineReason = engineReason;
    }

    /** What is behind {@code object}; {@code null} if it is not one of ours. */
    static @Nullable Protection find(Object object) {
        if (object instanceof ProtectedObject generated) {
            return (Protection) ProtectedObject.protectionOf(generated);
        }
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
        return model.type();
    }

    /** The class of the target. */
    public Class<?> targetType() {
        return target.getClass();
    }

    /** How the protected object was made: {@link ProxyEngine#JDK} or {@link ProxyEngine#GENERATED}. */
    public ProxyEngine engine() {
        return constructor == null ? ProxyEngine.JDK : ProxyEngine.GENERATED;
    }

    /** Why it was made so, for people: that it was asked for, or what stood in the way of a generated class. */
    public String engineReason() {
        return engineReason;
    }

    /** All breakers, ordered by the names of their methods. Methods that go straight to the target have none; methods that share a breaker have it once. */
    public List<Breaker> breakers() {
        return new LinkedHashSet<>(breakers.values())
                .stream().map(LazyBreaker::get).map(Breaker.class::cast).toList();
    }

    /**
     * The breaker of one method.
     *
     * @param method its name; its signature, as in {@code charge(String,long)}, if it is overloaded; or the name of a shared breaker
     * @throws IllegalArgumentException if that is not one breaker
     */
    public Breaker breaker(String method) {
        for (LazyBreaker breaker : breakers.values()) {
            if (breaker.method().equals(method)) {
                return breaker.get();
            }
        }
        List<ServiceMethod> selected = model.select(method);
        if (selected.isEmpty()) {
            throw new IllegalArgumentException(
                    model.type().getTypeName() + " has no method " + method + "; it has " + model.names());
        }
        List<LazyBreaker> found = selected.stream()
                .filter(breakers::containsKey)
                .map(breakers::get)
                .distinct()
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    service + "." + method + " has no breaker: it goes straight to the target");
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(service + "." + method + " is overloaded; name one of "
                    + String.join(", ", found.stream().map(LazyBreaker::method).toList()));
        }
        return found.get(0).get();
    }

    /** The methods for which a fallback answers, by name, or by signature where they are overloaded. */
    public List<String> methodsWithFallback() {
        return model.methods().stream()
                .filter(covered::contains)
                .map(model::nameOf)
                .toList();
    }

    /** The methods that go straight to the target, by name, or by signature where they are overloaded. */
    public List<String> unprotectedMethods() {
        return model.methods().stream()
                .filter(method -> !breakers.containsKey(method))
                .map(model::nameOf)
                .toList();
    }

    /** Lets the listeners go, so that meters disappear. The protected object works on, unmetered; closing again does nothing. */
    @Override
    public void close() {
        new LinkedHashSet<>(breakers.values()).forEach(LazyBreaker::close);
    }

    /** For example {@code PaymentService protects com.acme.StripePayments (GENERATED)}. */
    @Override
    public String toString() {
        return service + " protects " + targetType().getTypeName() + " (" + engine() + ")";
    }
}
