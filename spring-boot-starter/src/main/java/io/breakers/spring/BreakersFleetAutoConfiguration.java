package io.breakers.spring;

import io.breakers.fleet.Fleet;
import io.breakers.fleet.RedisFleet;
import io.breakers.operations.BreakerRegistry;
import io.breakers.spring.internal.beans.ServiceSelector;
import io.breakers.spring.internal.fleet.FleetView;
import io.breakers.spring.internal.fleet.JoinedFleet;
import io.breakers.spring.internal.fleet.OnFleet;
import io.breakers.spring.internal.settings.FleetEntry;
import io.breakers.spring.internal.settings.MistakesException;
import io.breakers.spring.internal.settings.Snapshot;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;

/** The fleet that {@code breakers.fleet.redis.url} names. Backs off where the application has one of its own. */
@AutoConfiguration(after = BreakersAutoConfiguration.class)
@ConditionalOnClass(Fleet.class)
public final class BreakersFleetAutoConfiguration {
    /** Joins without waiting for Redis, also where beans are lazy, and leaves when the context closes. */
    @Bean(destroyMethod = "close")
    @Lazy(false)
    @Conditional(OnFleet.class)
    @ConditionalOnMissingBean
    static Fleet breakersFleet(BreakerRegistry registry, ServiceSelector selector) {
        Snapshot snapshot = selector.snapshot();
        FleetEntry entry = snapshot.fleet();
        if (entry == null || entry.url().isEmpty()) {
            throw new MistakesException(snapshot.mistakes());
        }
        var channel = RedisFleet.at(entry.url()).group(entry.group());
        return Fleet.of(registry, channel).join(Duration.ZERO);
    }

    @Bean
    @ConditionalOnSingleCandidate(Fleet.class)
    static FleetView breakersFleetView(Fleet fleet) {
        return new JoinedFleet(fleet);
    }
}
