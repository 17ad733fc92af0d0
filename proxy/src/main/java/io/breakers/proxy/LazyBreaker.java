package io.breakers.proxy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.internal.calls.CircuitBreaker;
import io.breakers.internal.calls.KeyedBreakers;
import io.breakers.internal.settings.BreakerName;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The breaker of a method. One without listeners is created when it is first needed, so that methods that are never
 * called cost almost nothing; one with listeners when its service is protected, so that a listener that cannot be
 * created shows then.
 */
final class LazyBreaker implements Supplier<CircuitBreaker> {
    private static final VarHandle BREAKER = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "breaker", VarHandle.class, LazyBreaker.class, CircuitBreaker.class);

    private final Class<?> type;
    private final String service;
    private final String method;
    private final BreakerConfig config;
    private volatile @Nullable CircuitBreaker breaker;

    /** Those of the keys of its method; {@code null} for none. Set before anybody asks for the breaker. */
    private @Nullable KeyedBreakers keys;

    LazyBreaker(Class<?> type, String service, String method, BreakerConfig config) {
        this.type = type;
        this.service = service;
        this.method = method;
        this.config = config;
    }

    BreakerConfig config() {
        return config;
    }

    String method() {
        return method;
    }

    BreakerName name() {
        return BreakerName.of(type, service, method);
    }

    void keep(KeyedBreakers breakers) {
        keys = breakers;
    }

    @Nullable
    KeyedBreakers keys() {
        return keys;
    }

    /**
     * Creates the breaker and its listeners; for the thread that protects the service.
     *
     * @throws NullPointerException if a factory returns {@code null}; and what a factory throws
     */
    void create(List<BreakerListener.Factory> listeners) {
        breaker = CircuitBreaker.create(name(), config, listeners, keys);
    }

    boolean isCreated() {
        return breaker != null;
    }

    /** Returns the breaker, the same one each time. */
    @Override
    public CircuitBreaker get() {
        CircuitBreaker known = breaker;
        if (known != null) {
            return known;
        }
        CircuitBreaker made = CircuitBreaker.create(name(), config, List.of(), keys);
        var earlier = (CircuitBreaker) BREAKER.compareAndExchange(this, null, made);
        return earlier == null ? made : earlier;
    }

    void close() {
        CircuitBreaker made = breaker;
        if (made != null) {
            made.close();
        }
        if (keys != null) {
            keys.close();
        }
    }
}
