package io.breakers.spring;

import io.breakers.operations.BreakerRegistry;
import io.breakers.spring.internal.actuator.BreakersEndpoint;
import io.breakers.spring.internal.beans.ServicePostProcessor;
import io.breakers.spring.internal.fleet.FleetView;
import io.breakers.spring.internal.listeners.RecentTransitions;
import io.breakers.spring.internal.settings.ChangeCounts;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The endpoint {@code breakers}, where there is an actuator that exposes it. */
@AutoConfiguration(after = {BreakersAutoConfiguration.class, BreakersFleetAutoConfiguration.class})
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(endpoint = BreakersEndpoint.class)
public final class BreakersEndpointAutoConfiguration {
    @Bean
    static RecentTransitions breakersRecentTransitions() {
        return new RecentTransitions();
    }

    @Bean
    static BreakersEndpoint breakersEndpoint(
            BreakerRegistry registry,
            ServicePostProcessor services,
            RecentTransitions transitions,
            ChangeCounts changes,
            ObjectProvider<FleetView> fleet) {
        return new BreakersEndpoint(
                registry,
                services::target,
                services::fallback,
                transitions,
                changes,
                Optional.ofNullable(fleet.getIfAvailable()));
    }
}
