package io.breakers.spring;

import io.breakers.api.BreakerConfig;
import java.util.Objects;
import org.springframework.cloud.client.circuitbreaker.ConfigBuilder;

/** Configures the breaker of an id in code: {@code factory.configure(one -> one.config(config), "stock")}. */
public final class BreakerConfigurer implements ConfigBuilder<BreakerConfig> {
    private final String id;
    private BreakerConfig config = BreakerConfig.defaults();

    BreakerConfigurer(String id) {
        this.id = id;
    }

    /** The id that is configured. */
    public String id() {
        return id;
    }

    /** Sets the configuration. Properties are put over it (S58). */
    public BreakerConfigurer config(BreakerConfig config) {
        this.config = Objects.requireNonNull(config, "config");
        return this;
    }

    @Override
    public BreakerConfig build() {
        return config;
    }
}
