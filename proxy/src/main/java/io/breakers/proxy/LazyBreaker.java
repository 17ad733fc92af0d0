package io.breakers.proxy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.engine.BreakerName;
import io.breakers.engine.CircuitBreaker;
import io.breakers.engine.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The breaker of a method, created when it is first needed, so that methods of a large service that are never called cost almost
 * nothing.
 */
final class LazyBreaker implements Supplier<CircuitBreaker> {
    private static final VarHandle BREAKER = Handles.of(MethodHandles.lookup(), "breaker", CircuitBreaker.class);

    private final Class<?> type;
    private final String service;
    private final String method;
    private final BreakerConfig config;

    /** Emptied when the service is closed: a breaker created later has no listeners. */
    private volatile List<BreakerListener.Factory> listeners;

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

    /**
     * Whether a listener must be created before the first call: if its factory needs that, or if the service is small, so that a
     * broken factory shows early.
     */
    boolean isHeardAtOnce(boolean small) {
        for (BreakerListener.Factory listener : listeners) {
            if (small || listener.needsEveryBreaker()) {
                return true;
            }
        }
        return false;
    }

    /** Creates the breaker while the service is being created, by one thread; an exception of a listener factory is thrown. */
    void makeAtOnce() {
        if (breaker == null) {
            breaker = CircuitBreaker.create(BreakerName.of(type, service, method), config, listeners);
        }
    }

    /** Returns the breaker, the same one each time. */
    @Override
    public CircuitBreaker get() {
        CircuitBreaker made = breaker;
        return made == null ? makeLate() : made;
    }

    /**
     * Creates the breaker at the first call. Without a lock, because it calls listener factories: of two first calls at the same
     * moment, one loses and closes the listeners that it created.
     */
    private CircuitBreaker makeLate() {
        List<BreakerListener.Factory> makers = listeners;
        CircuitBreaker made = CircuitBreaker.createLate(BreakerName.of(type, service, method), config, makers);
        var earlier = (CircuitBreaker) BREAKER.compareAndExchange(this, null, made);
        if (earlier != null) {
            made.close();
            return earlier;
        }
        if (listeners != makers) {
            // The service was closed meanwhile, and did not see this one.
            made.close();
        }
        return made;
    }

    void close() {
        listeners = List.of();
        CircuitBreaker made = breaker;
        if (made != null) {
            made.close();
        }
    }
}
