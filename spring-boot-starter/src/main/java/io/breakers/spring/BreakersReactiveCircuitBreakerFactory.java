package io.breakers.spring;

import io.breakers.api.BreakerConfig;
import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.spring.internal.cloud.Configurations;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.circuitbreaker.ReactiveCircuitBreaker;
import org.springframework.cloud.client.circuitbreaker.ReactiveCircuitBreakerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Spring Cloud's reactive factory over the registry. What it guards are publishers, which breakers know only as results
 * of methods: so each id is a service with one breaker for its two methods, named {@code <id>.call}.
 */
public final class BreakersReactiveCircuitBreakerFactory
        extends ReactiveCircuitBreakerFactory<BreakerConfig, BreakerConfigurer> {
    private final BreakerRegistry registry;
    private final Configurations configurations = new Configurations();
    private final Map<String, Publishers> known = new ConcurrentHashMap<>();

    public BreakersReactiveCircuitBreakerFactory(BreakerRegistry registry) {
        this.registry = registry;
    }

    /** Passes publishers through a breaker. */
    interface Publishers {
        <T> Mono<T> mono(Mono<T> source);

        <T> Flux<T> flux(Flux<T> source);
    }

    private static final class Unguarded implements Publishers {
        @Override
        public <T> Mono<T> mono(Mono<T> source) {
            return source;
        }

        @Override
        public <T> Flux<T> flux(Flux<T> source) {
            return source;
        }
    }

    @Override
    public ReactiveCircuitBreaker create(String id) {
        return create(id, null);
    }

    @Override
    public ReactiveCircuitBreaker create(String id, @Nullable String group) {
        Configurations.checked(id);
        Publishers publishers = known.get(id);
        return new Guarded(publishers == null ? make(id, group) : publishers);
    }

    /** One at a time: a name that is taken is refused. */
    private synchronized Publishers make(String id, @Nullable String group) {
        Publishers earlier = known.get(id);
        if (earlier != null) {
            return earlier;
        }
        ProtectionBuilder<Publishers> builder =
                registry.builder(Publishers.class, new Unguarded()).name(id).oneBreaker("call");
        BreakerConfig code = configurations.of(id, group, getConfigurations());
        Publishers made = (code == null ? builder : builder.config(code)).build();
        known.put(id, made);
        return made;
    }

    @Override
    protected BreakerConfigurer configBuilder(String id) {
        return new BreakerConfigurer(id);
    }

    @Override
    public void configureDefault(Function<String, BreakerConfig> defaultConfiguration) {
        configurations.byDefault(defaultConfiguration);
    }

    private record Guarded(Publishers publishers) implements ReactiveCircuitBreaker {
        @Override
        public <T> Mono<T> run(Mono<T> source, Function<Throwable, Mono<T>> fallback) {
            return publishers.mono(source).onErrorResume(fallback);
        }

        @Override
        public <T> Flux<T> run(Flux<T> source, Function<Throwable, Flux<T>> fallback) {
            return publishers.flux(source).onErrorResume(fallback);
        }
    }
}
