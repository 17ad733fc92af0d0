package io.breakers.proxy;

import io.breakers.api.Breaker;
import io.breakers.engine.ProtectedObject;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Proxy;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/*
 * The names of methods are wanted when somebody looks, which is seldom, and would cost more than all the rest of an idle method. So the interface is read anew each time, and what is
 * kept about a method is at its index there.
 */

/**
 * What is behind a protected service: its breakers, and how it was made. Safe for use by many threads.
 *
 * <p>There is one for each service, and closing it lets go of the service's listeners and meters: that is for the end of the service, not of the look. No try-with-resources around an
 * {@code inspect}.
 */
public final class Protection implements AutoCloseable {
    private final String service;
    private final Class<?> type;
    private final Object target;
    private final @Nullable LazyBreaker[] breakers;
    private final BitSet covered;
    private final @Nullable MethodHandle constructor;
    private final String engineReason;

    /**
     * Creates what {@code Breakers.inspect} gives.
     *
     * @param breakers of the methods, in the order of the model; {@code null} for one that goes straight to the target
     * @param covered the methods for which a fallback answers
     * @param constructor of the generated class, which lives as long as somebody holds this; {@code null} for a JDK proxy
     */
    Protection(
            String service,
            Class<?> type,
            Object target,
            @Nullable LazyBreaker[] breakers,
            BitSet covered,
            @Nullable MethodHandle constructor,
            String engineReason) {
        this.service = service;
        this.type = type;
        this.target = target;
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
        return type;
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
        return distinct().stream()
                .map(LazyBreaker::get)
                .map(Breaker.class::cast)
                .toList();
    }

    private Set<LazyBreaker> distinct() {
        var distinct = new LinkedHashSet<LazyBreaker>();
        for (LazyBreaker breaker : breakers) {
            if (breaker != null) {
                distinct.add(breaker);
            }
        }
        return distinct;
    }

    /**
     * The breaker of one method.
     *
     * @param method its name; its signature, as in {@code charge(String,long)}, if it is overloaded; or the name of a shared breaker
     * @throws IllegalArgumentException if that is not one breaker
     */
    public Breaker breaker(String method) {
        Objects.requireNonNull(method, "method");
        for (LazyBreaker breaker : distinct()) {
            if (breaker.method().equals(method)) {
                return breaker.get();
            }
        }
        var model = ServiceModel.read(type);
        List<ServiceMethod> selected = model.select(method);
        if (selected.isEmpty()) {
            throw new IllegalArgumentException(
                    type.getTypeName() + " has no method " + method + "; it has " + model.names());
        }
        List<LazyBreaker> found = selected.stream()
                .map(one -> breakers[model.methods().indexOf(one)])
                .filter(Objects::nonNull)
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
        return names(covered::get);
    }

    /** The methods that go straight to the target, by name, or by signature where they are overloaded. */
    public List<String> unprotectedMethods() {
        return names(index -> breakers[index] == null);
    }

    private List<String> names(IntPredicate wanted) {
        var model = ServiceModel.read(type);
        return IntStream.range(0, breakers.length)
                .filter(wanted)
                .mapToObj(index -> model.nameOf(model.methods().get(index)))
                .toList();
    }

    /** Lets the listeners go, so that meters disappear. The protected object works on, unmetered; closing again does nothing. */
    @Override
    public void close() {
        distinct().forEach(LazyBreaker::close);
    }

    /** For example {@code PaymentService protects com.acme.StripePayments (GENERATED)}. */
    @Override
    public String toString() {
        return service + " protects " + targetType().getTypeName() + " (" + engine() + ")";
    }
}
