package io.breakers.proxy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.engine.BreakerName;
import io.breakers.engine.CircuitBreaker;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The breaker of a method, made when it is first asked for: the methods of a big service that are never called cost next to nothing. */
final class LazyBreaker implements Supplier<CircuitBreaker> {
    private final Class<?> type;
    private final String service;
    private final String method;
    private final BreakerConfig config;

    /** Emptied when the service is closed: a breaker that comes to life later is heard by nobody. Guarded by this. */
    private List<BreakerListener.Factory> listeners;

    private volatile @Nullable CircuitBreaker breaker;

    LazyBreaker(
            Class<?> type,
            String service,
            String method,
            BreakerConfig config,
            List<BreakerListener.Factory> listeners) {
        this.type = type;
        this.service = service;
        this.method = method;
        this.config = config;
        this.listeners = listeners;
    }

    String method() {
        return method;
    }

    BreakerConfig config() {
        return config;
    }

    /** Whether a listener is to be made before the first call: each that asks for it, and each of a small service, so that what is wrong with it shows at once. */
    synchronized boolean isHeardAtOnce(boolean small) {
        for (BreakerListener.Factory listener : listeners) {
            if (small || listener.needsEveryBreaker()) {
                return true;
            }
        }
        return false;
    }

    /** Makes the breaker while the service is being made: what is wrong with a listener is thrown. */
    synchronized void makeAtOnce() {
        if (breaker == null) {
            breaker = CircuitBreaker.create(BreakerName.of(type, service, method), config, listeners);
        }
    }

    /** The breaker; the same one each time. */
    @Override
    public CircuitBreaker get() {
        CircuitBreaker made = breaker;
        return made == null ? makeLate() : made;
    }

    /** The lock is for the first call, so that each listener is made once. */
    private synchronized CircuitBreaker makeLate() {
        CircuitBreaker made = breaker;
        if (made == null) {
            made = CircuitBreaker.createLate(BreakerName.of(type, service, method), config, listeners);
            breaker = made;
        }
        return made;
    }

    void close() {
        CircuitBreaker made = forgetListeners();
        if (made != null) {
            made.close();
        }
    }

    /** Returns the breaker, if it has been made. */
    private synchronized @Nullable CircuitBreaker forgetListeners() {
        listeners = List.of();
        return breaker;
    }
}
