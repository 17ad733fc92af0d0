package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.operations.BreakerRegistry;
import io.breakers.testing.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.circuitbreaker.CircuitBreaker;
import org.springframework.cloud.client.circuitbreaker.CircuitBreakerFactory;
import org.springframework.cloud.client.circuitbreaker.NoFallbackAvailableException;
import org.springframework.cloud.client.circuitbreaker.ReactiveCircuitBreaker;
import org.springframework.cloud.client.circuitbreaker.ReactiveCircuitBreakerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The contract of Spring Cloud's circuit breakers, as far as every implementation must meet it. */
class CloudTest {
    private final ManualTicker time = new ManualTicker();
    private BreakerRegistry registry;
    private BreakersCircuitBreakerFactory factory;
    private BreakersReactiveCircuitBreakerFactory reactive;

    @BeforeEach
    void start() {
        registry = BreakerRegistry.builder().config(config(3)).quiet().build();
        factory = new BreakersCircuitBreakerFactory(registry);
        reactive = new BreakersReactiveCircuitBreakerFactory(registry);
    }

    private BreakerConfig config(int failures) {
        return BreakerConfig.builder()
                .failureThreshold(failures)
                .successThreshold(1)
                .openFor(Duration.ofSeconds(10))
                .ticker(time)
                .build();
    }

    private static <T> Supplier<T> failing(RuntimeException failure) {
        return () -> {
            throw failure;
        };
    }

    private static int failuresUntilOpen(CircuitBreaker breaker) {
        for (int i = 1; i < 100; i++) {
            var reached = new AtomicInteger();
            breaker.run(
                    () -> {
                        reached.incrementAndGet();
                        throw new IllegalStateException("down");
                    },
                    cause -> null);
            if (reached.get() == 0) {
                return i - 1;
            }
        }
        return 100;
    }

    /** The listener's factory asks where another thread might, which does so while the first one makes the breaker. */
    @Test
    void twoWhoAskForAnIdAtOnceGetOneBreaker() {
        var asked = new AtomicInteger();
        factory.configure(
                one -> one.config(config(5).toBuilder()
                        .listener(breaker -> {
                            if (asked.incrementAndGet() == 1) {
                                factory.create("stock");
                            }
                            return BreakerListener.NONE;
                        })
                        .build()),
                "stock");

        CircuitBreaker breaker = factory.create("stock");

        assertThat(asked).hasValue(2);
        assertThat(failuresUntilOpen(breaker)).isEqualTo(5);
        assertThat(registry.breaker("stock").state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void givesTheValue() {
        assertThat(factory.create("stock").run(() -> "7", cause -> "none")).isEqualTo("7");
    }

    @Test
    void aFallbackAnswersAnException() {
        assertThat(factory.create("stock").<String>run(failing(new IllegalStateException()), cause -> "none"))
                .isEqualTo("none");
    }

    @Test
    void aFallbackGetsTheVeryThrowable() {
        var failure = new IllegalStateException("down");
        assertThat(factory.create("stock").<Object>run(failing(failure), cause -> cause))
                .isSameAs(failure);
    }

    @Test
    void withoutAFallbackTheExceptionIsWrappedAsSpringCloudDoes() {
        var failure = new IllegalStateException("down");
        assertThatThrownBy(() -> factory.create("stock").run(failing(failure)))
                .isInstanceOf(NoFallbackAvailableException.class)
                .hasCause(failure);
    }

    @Test
    void aBlankIdIsRefused() {
        assertThatThrownBy(() -> factory.create(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A circuit breaker must have an id; it was blank");
        assertThatThrownBy(() -> reactive.create("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aGroupIsAccepted() {
        assertThat(factory.create("stock", "shop").run(() -> "7")).isEqualTo("7");
    }

    @Test
    void theDefaultIsConfigured() {
        factory.configureDefault(id -> config(2));
        assertThat(failuresUntilOpen(factory.create("stock"))).isEqualTo(2);
    }

    @Test
    void idsAreConfigured() {
        factory.configure(one -> one.config(config(1)), "stock");
        assertThat(failuresUntilOpen(factory.create("stock"))).isEqualTo(1);
        assertThat(failuresUntilOpen(factory.create("prices"))).isEqualTo(3);
    }

    @Test
    void anIdIsBeforeItsGroupAndThatBeforeTheDefault() {
        factory.configureDefault(id -> config(5));
        factory.configure(one -> one.config(config(4)), "shop");
        factory.configure(one -> one.config(config(2)), "stock");
        assertThat(failuresUntilOpen(factory.create("stock", "shop"))).isEqualTo(2);
        assertThat(failuresUntilOpen(factory.create("prices", "shop"))).isEqualTo(4);
        assertThat(failuresUntilOpen(factory.create("users"))).isEqualTo(5);
    }

    @Test
    void anOpenOneDoesNotCallTheSupplier() {
        CircuitBreaker breaker = factory.create("stock");
        assertThat(failuresUntilOpen(breaker)).isEqualTo(3);
        assertThat(registry.find("stock").orElseThrow().state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void afterItsWaitItClosesBySuccess() {
        CircuitBreaker breaker = factory.create("stock");
        failuresUntilOpen(breaker);
        time.advance(Duration.ofSeconds(10));
        assertThat(breaker.run(() -> "7", cause -> "none")).isEqualTo("7");
        assertThat(registry.find("stock").orElseThrow().state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void afterItsWaitItOpensAgainByFailure() {
        CircuitBreaker breaker = factory.create("stock");
        failuresUntilOpen(breaker);
        time.advance(Duration.ofSeconds(10));
        assertThat(failuresUntilOpen(breaker)).isEqualTo(1);
    }

    @Test
    void anIdIsOneBreakerHoweverOftenItIsCreated() {
        for (int i = 0; i < 3; i++) {
            factory.create("stock").run(failing(new IllegalStateException()), cause -> null);
        }
        assertThat(registry.breakers()).hasSize(1);
        assertThat(factory.create("stock").run(() -> "7", cause -> "rejected")).isEqualTo("rejected");
    }

    @Test
    void publishersGiveTheirValues() {
        ReactiveCircuitBreaker breaker = reactive.create("stock");
        assertThat(breaker.run(Mono.just("7")).block()).isEqualTo("7");
        assertThat(breaker.run(Flux.just("7", "8")).collectList().block()).containsExactly("7", "8");
        assertThat(breaker.run(Mono.empty(), cause -> Mono.just("none")).block())
                .isNull();
    }

    @Test
    void aFallbackAnswersTheErrorOfAPublisherAndARejection() {
        ReactiveCircuitBreaker breaker = reactive.create("stock");
        var failure = new IllegalStateException("down");
        List<Throwable> causes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertThat(breaker.run(Mono.<String>error(failure), cause -> {
                                causes.add(cause);
                                return Mono.just("none");
                            })
                            .block())
                    .isEqualTo("none");
        }
        assertThat(causes).containsOnly(failure);
        assertThat(breaker.run(
                                Flux.just("7"),
                                cause -> Flux.just(cause.getClass().getSimpleName()))
                        .blockLast())
                .isEqualTo("CallRejectedException");
        assertThatThrownBy(() -> breaker.run(Mono.just("7")).block()).isInstanceOf(NoFallbackAvailableException.class);
    }

    private static ApplicationContextRunner app() {
        return Runners.of(SelectionTest.Stripe.class)
                .withConfiguration(AutoConfigurations.of(BreakersCloudAutoConfiguration.class));
    }

    @Test
    void theFactoriesAreBeansWhereTheyAreAskedFor() {
        app().run(context -> assertThat(context)
                .doesNotHaveBean(CircuitBreakerFactory.class)
                .doesNotHaveBean(ReactiveCircuitBreakerFactory.class));
        app().withPropertyValues("breakers.spring-cloud.enabled=true", "breakers.services.stock.failure-threshold=2")
                .run(context -> {
                    assertThat(context).hasSingleBean(ReactiveCircuitBreakerFactory.class);
                    CircuitBreaker breaker =
                            context.getBean(CircuitBreakerFactory.class).create("stock");
                    assertThat(failuresUntilOpen(breaker)).isEqualTo(2);
                });
    }

    @Test
    void theFactoryOfSomebodyElseStays() {
        app().withPropertyValues("breakers.spring-cloud.enabled=true")
                .withBean("theirs", BreakersCircuitBreakerFactory.class, () -> factory)
                .run(context ->
                        assertThat(context.getBean(CircuitBreakerFactory.class)).isSameAs(factory));
    }
}
