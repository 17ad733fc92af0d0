package io.breakers.spring;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.operations.BreakerRegistry;
import io.breakers.spring.internal.cloud.Configurations;
import io.breakers.spring.internal.cloud.FunctionBreakers;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.circuitbreaker.CircuitBreaker;
import org.springframework.cloud.client.circuitbreaker.CircuitBreakerFactory;

/**
 * Spring Cloud's factory over the breakers of the registry: its ids are their names, so
 * {@code breakers.services.<id>.*} configures them, and they have meters, events and a place in the endpoint.
 */
public final class BreakersCircuitBreakerFactory extends CircuitBreakerFactory<BreakerConfig, BreakerConfigurer> {
    private final FunctionBreakers breakers;
    private final Configurations configurations = new Configurations();

    public BreakersCircuitBreakerFactory(BreakerRegistry registry) {
        this.breakers = new FunctionBreakers(registry);
    }

    @Override
    public CircuitBreaker create(String id) {
        return create(id, null);
    }

    @Override
    public CircuitBreaker create(String id, @Nullable String group) {
        BreakerConfig code = configurations.of(Configurations.checked(id), group, getConfigurations());
        return new Guarded(breakers.get(id, code));
    }

    @Override
    protected BreakerConfigurer configBuilder(String id) {
        return new BreakerConfigurer(id);
    }

    @Override
    public void configureDefault(Function<String, BreakerConfig> defaultConfiguration) {
        configurations.byDefault(defaultConfiguration);
    }

    /** What the target threw passes as it is, checked or not: the interface cannot say so. */
    private record Guarded(Breaker breaker) implements CircuitBreaker {
        @Override
        public <T> T run(Supplier<T> target, Function<Throwable, T> fallback) {
            try {
                return breaker.call(target::get, fallback);
            } catch (Exception thrown) {
                throw Guarded.<RuntimeException>unchecked(thrown);
            }
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // what is thrown is of no such type
        private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
            throw (E) thrown;
        }
    }
}
