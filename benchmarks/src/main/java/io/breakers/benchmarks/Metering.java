package io.breakers.benchmarks;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;

/** Who listens to a breaker. */
public enum Metering {
    NONE {
        @Override
        BreakerConfigBuilder listen(BreakerConfigBuilder config) {
            return config;
        }
    };

    abstract BreakerConfigBuilder listen(BreakerConfigBuilder config);

    BreakerConfig config(Rule rule) {
        return listen(rule.config()).build();
    }
}
