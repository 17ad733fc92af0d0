package io.breakers.operations.internal.registry;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerListener;
import io.breakers.operations.internal.merge.ServiceCode;
import io.breakers.proxy.Breakers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A breaker without an interface in a registry. */
public final class RegisteredFunction implements Registered {
    private final ServiceCode code;

    /** Of the registry; they are added to those of every configuration, so it must be the same ones. */
    private final List<BreakerListener.Factory> listeners;

    private final Breaker breaker;

    /**
     * Creates the breaker, which claims no name yet.
     *
     * @throws IllegalArgumentException if the name is blank; and what a factory of a listener throws
     */
    public RegisteredFunction(ServiceCode code, BreakerConfig config, List<BreakerListener.Factory> listeners) {
        this.code = code;
        this.listeners = listeners;
        this.breaker = Breakers.breaker(code.name(), heard(config));
    }

    private BreakerConfig heard(BreakerConfig config) {
        BreakerConfigBuilder builder = config.toBuilder();
        listeners.forEach(builder::listener);
        return builder.build();
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
        return Map.of(breaker, heard(configs.get(0)));
    }

    @Override
    public void close() {
        breaker.close();
    }
}
