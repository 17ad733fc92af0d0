package io.breakers.operations.internal.registry;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.operations.internal.merge.ServiceCode;
import io.breakers.proxy.BreakerAccess;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A breaker without an interface in a registry. */
public final class RegisteredFunction implements Registered {
    private final ServiceCode code;
    private final Breaker breaker;

    /**
     * Creates the breaker, which claims no name yet.
     *
     * @param listeners create those of the registry
     * @throws IllegalArgumentException if the name is blank; and what a factory of a listener throws
     */
    public RegisteredFunction(ServiceCode code, BreakerConfig config, List<BreakerListener.Factory> listeners) {
        this.code = code;
        this.breaker = BreakerAccess.make(code.name(), config, listeners);
    }

    public Breaker breaker() {
        return breaker;
    }

    @Override
    public String name() {
        return breaker.name();
    }

    @Override
    public Set<String> names() {
        return Set.of(breaker.name());
    }

    @Override
    public String describe() {
        return "the breaker " + breaker.name();
    }

    @Override
    public ServiceCode code() {
        return code;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public List<Breaker> breakers() {
        return List.of(breaker);
    }

    @Override
    public boolean mayBeOfAKey(String other) {
        return false;
    }

    @Override
    public @Nullable Breaker find(String name) {
        return name.equals(breaker.name()) ? breaker : null;
    }

    @Override
    public Map<Breaker, BreakerConfig> assign(List<BreakerConfig> configs) {
        return Map.of(breaker, configs.get(0));
    }

    @Override
    public void close() {
        breaker.close();
    }
}
