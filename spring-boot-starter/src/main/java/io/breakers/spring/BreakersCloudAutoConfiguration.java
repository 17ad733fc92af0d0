package io.breakers.spring;

import io.breakers.operations.BreakerRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cloud.client.circuitbreaker.CircuitBreakerFactory;
import org.springframework.cloud.client.circuitbreaker.Customizer;
import org.springframework.cloud.client.circuitbreaker.ReactiveCircuitBreakerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** The factories of Spring Cloud, where they are asked for. */
@AutoConfiguration(
        after = BreakersAutoConfiguration.class,
        // Who else gives such factories comes first.
        afterName = {
            "org.springframework.cloud.circuitbreaker.resilience4j.Resilience4JAutoConfiguration",
            "org.springframework.cloud.circuitbreaker.resilience4j.ReactiveResilience4JAutoConfiguration",
            "org.springframework.cloud.circuitbreaker.springretry.SpringRetryAutoConfiguration"
        })
public final class BreakersCloudAutoConfiguration {
    /** Not by itself: with such a bean, Spring Cloud puts breakers around all HTTP interfaces of an application. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(CircuitBreakerFactory.class)
    @ConditionalOnProperty(prefix = "breakers.spring-cloud", name = "enabled", havingValue = "true")
    static class Factory {
        @Bean
        @ConditionalOnMissingBean(CircuitBreakerFactory.class)
        static BreakersCircuitBreakerFactory breakersCircuitBreakerFactory(
                BreakerRegistry registry, ObjectProvider<Customizer<BreakersCircuitBreakerFactory>> customizers) {
            var factory = new BreakersCircuitBreakerFactory(registry);
            customizers.orderedStream().forEach(customizer -> customizer.customize(factory));
            return factory;
        }
    }

    /** The same for publishers. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ReactiveCircuitBreakerFactory.class, Mono.class})
    @ConditionalOnProperty(prefix = "breakers.spring-cloud", name = "enabled", havingValue = "true")
    static class ReactiveFactory {
        @Bean
        @ConditionalOnMissingBean(ReactiveCircuitBreakerFactory.class)
        static BreakersReactiveCircuitBreakerFactory breakersReactiveCircuitBreakerFactory(
                BreakerRegistry registry,
                ObjectProvider<Customizer<BreakersReactiveCircuitBreakerFactory>> customizers) {
            var factory = new BreakersReactiveCircuitBreakerFactory(registry);
            customizers.orderedStream().forEach(customizer -> customizer.customize(factory));
            return factory;
        }
    }
}
