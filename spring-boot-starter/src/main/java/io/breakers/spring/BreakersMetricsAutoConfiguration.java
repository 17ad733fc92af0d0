package io.breakers.spring;

import io.breakers.api.BreakerListener;
import io.breakers.micrometer.BreakerMetrics;
import io.breakers.spring.internal.beans.ServiceSelector;
import io.breakers.spring.internal.listeners.LateListeners;
import io.breakers.spring.internal.settings.MeterKind;
import io.breakers.spring.internal.settings.Snapshot;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Exports the breakers to the meter registry of the application, of several to the primary one. Backs off where the
 * application has a {@link BreakerMetrics} bean of its own.
 */
@AutoConfiguration(
        afterName = {
            // Boot 3, then Boot 4.
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnMissingBean(BreakerMetrics.class)
public final class BreakersMetricsAutoConfiguration {
    @Bean
    static LateListeners breakersMeters(ServiceSelector selector, ObjectProvider<MeterRegistry> registries) {
        Snapshot snapshot = selector.snapshot();
        MeterKind kind = snapshot.enabled() ? snapshot.meters() : MeterKind.NONE;
        if (kind == MeterKind.NONE) {
            return LateListeners.none();
        }
        return new LateListeners(
                () -> metrics(kind, registries.getIfUnique()),
                () -> {
                    MeterRegistry registry = registries.getIfUnique();
                    return registry == null
                            ? "no meters"
                            : "meters in " + registry.getClass().getSimpleName();
                },
                kind != MeterKind.COUNTS);
    }

    private static BreakerListener.Factory metrics(MeterKind kind, @Nullable MeterRegistry registry) {
        if (registry == null) {
            return breaker -> BreakerListener.NONE;
        }
        BreakerMetrics metrics = ofKind(kind, BreakerMetrics.to(registry));
        BreakerMetrics atOnce = metrics.eagerly();
        // The first call of one that was called during the start is over.
        return breaker -> (breaker.stats().calls() == 0 ? metrics : atOnce).create(breaker);
    }

    private static BreakerMetrics ofKind(MeterKind kind, BreakerMetrics metrics) {
        return switch (kind) {
            case TIMERS -> metrics.withTimers();
            case COUNTS -> metrics.countsOnly();
            default -> metrics;
        };
    }
}
