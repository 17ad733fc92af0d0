package io.breakers.spring.internal.actuator;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStatus;
import io.breakers.operations.BreakerHealth;
import io.breakers.operations.BreakerRegistry;
import io.breakers.spring.internal.beans.Selection;
import io.breakers.spring.internal.beans.ServiceSelector;
import io.breakers.spring.internal.settings.ServiceEntry;
import io.breakers.spring.internal.settings.ServiceEntry.Health;
import io.breakers.spring.internal.settings.Snapshot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a service says of the health of the application (S61): nothing bad, unless its settings ask for that. */
public final class ServiceHealth {
    private final ServiceEntry entry;
    private final BreakerRegistry registry;
    private final BreakerHealth health;

    private ServiceHealth(ServiceEntry entry, BreakerRegistry registry, Snapshot snapshot) {
        this.entry = entry;
        this.registry = registry;
        this.health = BreakerHealth.of(registry)
                .critical(entry.name())
                .downAfter(snapshot.downAfter())
                .upAfter(snapshot.upAfter());
    }

    /** The health of each service of the application, by name. */
    public static Map<String, ServiceHealth> all(ServiceSelector selector, BreakerRegistry registry) {
        var all = new LinkedHashMap<String, ServiceHealth>();
        Selection selection = selector.selection();
        selection
                .entries()
                .forEach(entry -> all.put(entry.name(), new ServiceHealth(entry, registry, selector.snapshot())));
        return all;
    }

    /** Up, down or out of service; {@link Health#IGNORE} stands for up. */
    public Health status() {
        return entry.health() == Health.IGNORE || health.report().ready() ? Health.IGNORE : entry.health();
    }

    /** How many breakers there are, and why those that are not closed are not. */
    public Map<String, Object> details() {
        var details = new LinkedHashMap<String, Object>();
        var open = new LinkedHashMap<String, Object>();
        int breakers = 0;
        for (Breaker breaker : registry.breakers()) {
            if (breaker.service().equals(entry.name())) {
                breakers++;
                BreakerStatus status = breaker.status();
                if (status.state() != BreakerState.CLOSED) {
                    open.put(breaker.name(), text(status));
                }
            }
        }
        if (!open.isEmpty()) {
            details.put("open", open);
        }
        details.put("breakers", breakers);
        return details;
    }

    private static String text(BreakerStatus status) {
        boolean waits = status.state() == BreakerState.OPEN;
        return status.state() + ": " + status.reason()
                + (waits ? "; retry after " + seconds(status.retryAfter()) + " s" : "");
    }

    /** Rounded up: as long as a breaker rejects, that is not zero. */
    private static long seconds(Duration wait) {
        return wait.plusNanos(999_999_999).toSeconds();
    }
}
