package io.breakers.spring.internal.cloud;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.operations.BreakerRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The breakers that Spring Cloud asks for by ids: each is made once, and is in the registry. */
public final class FunctionBreakers {
    private final BreakerRegistry registry;
    private final Map<String, Breaker> known = new ConcurrentHashMap<>();

    public FunctionBreakers(BreakerRegistry registry) {
        this.registry = registry;
    }

    /**
     * Returns the breaker of that id.
     *
     * @param code what the application configures for it; {@code null} for what holds everywhere. Only the first one
     *     has a say: a breaker has one configuration
     */
    public Breaker get(String id, @Nullable BreakerConfig code) {
        Breaker breaker = known.get(id);
        if (breaker == null) {
            Breaker made = code == null ? registry.breaker(id) : make(id, code);
            Breaker earlier = known.putIfAbsent(id, made);
            breaker = earlier == null ? made : earlier;
        }
        return breaker;
    }

    private Breaker make(String id, BreakerConfig code) {
        Optional<Breaker> present = registry.find(id);
        if (present.isPresent()) {
            return present.get();
        }
        try {
            return registry.breaker(id, code);
        } catch (IllegalArgumentException refused) {
            // Another thread may have been first.
            return registry.find(id).orElseThrow(() -> refused);
        }
    }
}
