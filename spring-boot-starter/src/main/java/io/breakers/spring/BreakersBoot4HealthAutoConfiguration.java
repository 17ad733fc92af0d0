package io.breakers.spring;

import io.breakers.operations.BreakerRegistry;
import io.breakers.spring.internal.actuator.OnServices;
import io.breakers.spring.internal.actuator.ServiceHealth;
import io.breakers.spring.internal.beans.ServiceSelector;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** The health component {@code breakers} in Boot 4, with a part for each service. */
@AutoConfiguration(after = BreakersAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnEnabledHealthIndicator("breakers")
@Conditional(OnServices.class)
public final class BreakersBoot4HealthAutoConfiguration {
    @Bean
    static CompositeHealthContributor breakersHealthContributor(ServiceSelector selector, BreakerRegistry registry) {
        return CompositeHealthContributor.fromMap(
                ServiceHealth.all(selector, registry), service -> (HealthIndicator) () -> health(service));
    }

    private static Health health(ServiceHealth service) {
        Status status = switch (service.status()) {
            case IGNORE -> Status.UP;
            case DOWN -> Status.DOWN;
            case OUT_OF_SERVICE -> Status.OUT_OF_SERVICE;
        };
        return Health.status(status).withDetails(service.details()).build();
    }
}
