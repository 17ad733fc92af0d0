package io.breakers.proxy;

import io.breakers.api.BreakerConfig;
import io.breakers.internal.calls.Arrivals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The place of a service in the registry of its builder, if there is one. For the thread that protects the service. */
final class Registration {
    private final @Nullable ServiceRegistry registry;
    private ServiceRegistry.@Nullable Entry entry;

    Registration(@Nullable ServiceRegistry registry) {
        this.registry = registry;
    }

    boolean isWanted() {
        return registry != null;
    }

    /** Returns the configurations of the methods; none if something is wrong, which is added to {@code errors}. */
    List<BreakerConfig> enter(ServiceOutline service, SetupErrors errors) {
        if (registry == null) {
            return List.of();
        }
        ServiceRegistry.Entry entered = registry.enter(service);
        entry = entered;
        List<String> problems = entered.problems();
        problems.forEach(errors::add);
        return problems.isEmpty() ? entered.configs() : List.of();
    }

    ServiceRegistry.@Nullable Entry entry() {
        return entry;
    }

    /** Tells the registry of the breakers of keys. */
    Arrivals arrivals() {
        ServiceRegistry.Entry known = entry;
        return known == null ? Arrivals.NONE : new Arrivals(known::coming, known::came);
    }

    void opened(Protection protection) {
        if (entry != null) {
            entry.opened(protection);
        }
    }

    void closed() {
        if (entry != null) {
            entry.closed();
        }
    }
}
