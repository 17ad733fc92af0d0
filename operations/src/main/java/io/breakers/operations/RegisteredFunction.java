package io.breakers.operations;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerListener;
import io.breakers.proxy.Breakers;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A breaker without an interface in a registry. */
final class RegisteredFunction implements Registered {
    private final Names registry;
    private final Breaker breaker;

    /** Creates the breaker, which claims no name yet, and frees its name when it is closed. */
    RegisteredFunction(Names registry, String name, BreakerConfig config, List<BreakerListener.Factory> listeners) {
        this.registry = registry;
        BreakerConfigBuilder builder = config.toBuilder();
        listeners.forEach(builder::listener);
        this.breaker =
                Breakers.breaker(name, builder.listener(made -> new End()).build());
    }

    private final class End implements BreakerListener {
        @Override
        public boolean needsElapsedTime() {
            return false;
        }

        @Override
        public boolean needsSuccesses() {
            return false;
        }

        @Override
        public void onClose() {
            registry.release(RegisteredFunction.this);
        }
    }

    Breaker breaker() {
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
    public void close() {
        breaker.close();
    }
}
