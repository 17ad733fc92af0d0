package io.breakers.spring;

import io.breakers.operations.BreakerRegistry;
import io.breakers.spring.internal.beans.ServiceSelector;
import io.breakers.spring.internal.cloud.LiveChanges;
import io.breakers.spring.internal.settings.ChangeCounts;
import java.util.Objects;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Changed properties take effect at once, where Spring Cloud tells of them. */
@AutoConfiguration(after = BreakersAutoConfiguration.class)
@ConditionalOnClass(EnvironmentChangeEvent.class)
public final class BreakersLiveChangesAutoConfiguration {
    @Bean
    static LiveChanges breakersLiveChanges(
            Environment environment,
            ConfigurableListableBeanFactory beans,
            ServiceSelector selector,
            BreakerRegistry registry,
            ChangeCounts counts) {
        ClassLoader classes =
                Objects.requireNonNullElseGet(beans.getBeanClassLoader(), ClassUtils::getDefaultClassLoader);
        return new LiveChanges(environment, classes, selector, registry, counts);
    }
}
