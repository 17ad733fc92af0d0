package io.breakers.proxy;

import io.breakers.api.Breaker;
import io.breakers.internal.calls.KeyText;
import io.breakers.internal.calls.KeyedBreakers;
import io.breakers.internal.model.ServiceMethod;
import io.breakers.internal.model.ServiceModel;
import io.breakers.internal.proxies.GeneratedProxy;
import io.breakers.internal.proxies.JdkProxy;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/*
 * Method names are needed only for inspection, which is rare, and would take more memory than the rest of an idle
 * method. So the interface is read again each time, and what is kept about a method is found by its index there.
 */

/**
 * The breakers of a protected service, and how it was created. Safe for use by many threads.
 *
 * <p>Each service has one instance. Closing it releases the service's listeners and meters, so close it when the
 * service is no longer used, not when the inspection is over: do not put {@code inspect} into a try-with-resources
 * statement.
 */
public final class Protection implements AutoCloseable {
    private final String service;
    private final Class<?> type;
    private final Object target;
    private final @Nullable LazyBreaker[] breakers;
    private final BitSet covered;
    private final @Nullable MethodHandle constructor;
    private final @Nullable Lookup lookup;
    private final String engineReason;
    private final ServiceRegistry.@Nullable Entry entry;

    /**
     * Creates the protection of a service.
     *
     * @param breakers of the methods, in the order of the model; {@code null} for a method that goes straight to the
     *     target
     * @param covered the methods for which a fallback answers
     * @param constructor of the generated class, which is kept alive by this reference; {@code null} for a JDK proxy
     * @param lookup that of the user; {@code null} for none
     * @param entry in a registry; {@code null} for none
     */
    Protection(
            String service,
            Class<?> type,
            Object target,
            @Nullable LazyBreaker[] breakers,
            BitSet covered,
            @Nullable MethodHandle constructor,
            @Nullable Lookup lookup,
            String engineReason,
            ServiceRegistry.@Nullable Entry entry) {
        this.service = service;
        this.type = type;
        this.target = target;
        this.breakers = breakers;
        this.covered = covered;
        this.constructor = constructor;
        this.lookup = lookup;
        this.engineReason = engineReason;
        this.entry = entry;
    }

    /** Returns the protection of {@code object}; {@code null} if it is not a protected object. */
    static @Nullable Protection find(Object object) {
        boolean proxy = Proxy.isProxyClass(object.getClass());
        return (Protection) (proxy ? JdkProxy.protectionOf(object) : GeneratedProxy.protectionOf(object));
    }

    /** The object behind the protected one, which does the work. Calls of it ask no breaker. */
    public Object target() {
        return target;
    }

    boolean isAround(Object other) {
        return target == other;
    }

    /** Returns the string form of the protected object, without calling a breaker or the target (G8). */
    String describeProxy() {
        return "Breakers.protect(" + service + ", " + targetType().getTypeName() + ")";
    }

    /** Returns a JDK proxy that passes each call on to {@code service}, which is protected by this (R13). */
    Object inFrontOf(Object service) {
        return JdkProxy.inFrontOf(service, lookup, this, describeProxy());
    }

    /** The name of the service in breaker names and meters. */
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

    /** How the protected object was created: {@link ProxyEngine#JDK} or {@link ProxyEngine#GENERATED}. */
    public ProxyEngine engine() {
        return constructor == null ? ProxyEngine.JDK : ProxyEngine.GENERATED;
    }

    /** The reason for the engine, in words: that it was requested, or what prevented a generated class. */
    public String engineReason() {
        return engineReason;
    }

    /**
     * All breakers, ordered by the names of their methods. Methods that go straight to the target have none; a shared
     * breaker appears once. After a method's own breaker come those of its keys that are kept now, by name, and then
     * the overflow breaker, once it was needed (S56).
     */
    public List<Breaker> breakers() {
        var all = new ArrayList<Breaker>();
        for (LazyBreaker breaker : distinct()) {
            all.add(breaker.get());
            KeyedBreakers keys = breaker.keys();
            if (keys != null) {
                all.addAll(keys.breakers());
            }
        }
        return List.copyOf(all);
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
     * @param method the name of the method; its signature, as in {@code charge(String,long)}, if it is overloaded; or
     *     the name of a shared breaker
     * @throws IllegalArgumentException if that does not identify exactly one breaker
     */
    public Breaker breaker(String method) {
        return lazy(method).get();
    }

    /**
     * The breaker of one key of a method (S56). To operate it concerns this key only; to reconfigure the method's own
     * breaker reconfigures those of all its keys. Once it has been dropped, it goes on working without listeners, but
     * no call of the service comes to it any more.
     *
     * @param method the name or the signature of a method for which {@code breakerPer} was given
     * @param key an equal one has been computed for a call; {@link Keys#OVERFLOW} for the overflow breaker
     * @throws IllegalArgumentException if the method has no keys, or keeps no breaker for that one now
     */
    public Breaker breaker(String method, Object key) {
        LazyBreaker own = lazy(method);
        Objects.requireNonNull(key, "key");
        String name = own.name().full();
        KeyedBreakers keys = own.keys();
        if (keys == null) {
            throw new IllegalArgumentException(
                    name + " has no breakers per key; give breakerPer(\"" + own.method() + "\", ..) to its builder");
        }
        Breaker found = keys.find(key);
        if (found == null) {
            throw new IllegalArgumentException(name + " keeps no breaker for the key " + KeyText.of(key)
                    + ": the first call of a key makes it, and one that is idle may be dropped; breakers() lists those"
                    + " that are there");
        }
        return found;
    }

    private LazyBreaker lazy(String method) {
        Objects.requireNonNull(method, "method");
        for (LazyBreaker breaker : distinct()) {
            if (breaker.method().equals(method)) {
                return breaker;
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
        return found.get(0);
    }

    /** The methods for which a fallback answers, by name, or by signature if they are overloaded. */
    public List<String> methodsWithFallback() {
        return names(covered::get);
    }

    /** The methods that go straight to the target, by name, or by signature if they are overloaded. */
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

    /**
     * Releases the listeners, which removes the meters, and leaves the registry, if it is in one. The protected object
     * keeps working, without meters. Closing again has no effect.
     */
    @Override
    public void close() {
        distinct().forEach(LazyBreaker::close);
        if (entry != null) {
            entry.closed();
        }
    }

    /** For example {@code PaymentService protects com.acme.StripePayments (GENERATED)}. */
    @Override
    public String toString() {
        return service + " protects " + targetType().getTypeName() + " (" + engine() + ")";
    }
}
