package io.breakers.spring;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.Ticker;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.BreakerRegistryBuilder;
import io.breakers.operations.Settings;
import io.breakers.operations.SettingsException;
import io.breakers.spring.internal.beans.JdkViews;
import io.breakers.spring.internal.beans.ServicePostProcessor;
import io.breakers.spring.internal.beans.ServiceSelector;
import io.breakers.spring.internal.listeners.TransitionEvents;
import io.breakers.spring.internal.settings.ChangeCounts;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Protects the beans that properties and annotations name. With {@code breakers.enabled: false} nothing is protected,
 * and the registry is empty.
 */
@AutoConfiguration
public final class BreakersAutoConfiguration {
    @Bean
    static ServiceSelector breakersServiceSelector(Environment environment) {
        return new ServiceSelector(environment);
    }

    @Bean
    static JdkViews breakersJdkViews() {
        return new JdkViews();
    }

    @Bean
    static ServicePostProcessor breakersServicePostProcessor(
            ConfigurableListableBeanFactory beans, ServiceSelector selector, JdkViews views) {
        return new ServicePostProcessor(beans, selector, views);
    }

    @Bean
    static ChangeCounts breakersChangeCounts() {
        return new ChangeCounts();
    }

    @Bean
    static TransitionEvents breakersTransitionEvents(ApplicationEventPublisher publisher) {
        return new TransitionEvents(publisher);
    }

    /** All breakers of the application. It gets the listener factories and the ticker that are beans. */
    @Bean(destroyMethod = "close")
    static BreakerRegistry breakerRegistry(ConfigurableListableBeanFactory beans, ServiceSelector selector) {
        try {
            return registry(beans, selector)
                    .settings(selector.snapshot().settings())
                    .build();
        } catch (SettingsException wrong) {
            selector.refuse(wrong);
            return registry(beans, selector).settings(Settings.of(Map.of())).build();
        }
    }

    /** Factory beans are not created for it: they may need a protected bean. */
    private static BreakerRegistryBuilder registry(ConfigurableListableBeanFactory beans, ServiceSelector selector) {
        BreakerRegistryBuilder builder = BreakerRegistry.builder();
        beans.getBeanProvider(Ticker.class, false)
                .ifUnique(ticker ->
                        builder.config(BreakerConfig.builder().ticker(ticker).build()));
        beans.getBeanProvider(BreakerListener.Factory.class, false)
                .orderedStream()
                .forEach(builder::listener);
        return selector.snapshot().log() ? builder : builder.quiet();
    }
}
