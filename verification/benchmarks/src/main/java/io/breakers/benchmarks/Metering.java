package io.breakers.benchmarks;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.micrometer.BreakerMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The kinds of listeners that a breaker can have. */
public enum Metering {
    NONE {
        @Override
        BreakerConfigBuilder listen(BreakerConfigBuilder config) {
            return config;
        }
    },

    /** Meters that count, and never read the clock. */
    COUNTS {
        @Override
        BreakerConfigBuilder listen(BreakerConfigBuilder config) {
            return config.listener(BreakerMetrics.to(new SimpleMeterRegistry()).countsOnly());
        }
    },

    /** Counts and total latency: what one gets without asking for more. */
    LATENCY {
        @Override
        BreakerConfigBuilder listen(BreakerConfigBuilder config) {
            return config.listener(BreakerMetrics.to(new SimpleMeterRegistry()));
        }
    },

    /** Full timers, with a maximum and what histograms the registry is configured for. */
    TIMERS {
        @Override
        BreakerConfigBuilder listen(BreakerConfigBuilder config) {
            return config.listener(BreakerMetrics.to(new SimpleMeterRegistry()).withTimers());
        }
    };

    abstract BreakerConfigBuilder listen(BreakerConfigBuilder config);

    BreakerConfig config(Rule rule) {
        return listen(rule.config()).build();
    }
}
