package io.breakers.spring;

import io.breakers.operations.BreakerRegistry;
import io.breakers.spring.internal.actuator.OnServices;
import io.breakers.spring.internal.actuator.ServiceHealth;
import io.breakers.spring.internal.beans.ServiceSelector;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** The health component {@code breakers} in Boot 3, with a part for each service. */
@AutoConfiguration(after = BreakersAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnEnabledHealthIndicator("breakers")
@Conditional(OnServices.class)
public final class BreakersBoot3HealthAutoConfiguration {
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
