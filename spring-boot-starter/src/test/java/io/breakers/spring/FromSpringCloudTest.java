package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.tools.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.cloud.client.circuitbreaker.CircuitBreakerFactory;
import org.springframework.core.io.ByteArrayResource;

/** What docs/guide/migrating.md says of Spring Cloud CircuitBreaker; {@code CloudTest} has the rest of its contract. */
class FromSpringCloudTest {
    private static final Page PAGE = Page.of("docs/guide/migrating.md");

    interface Client {
        String charge(String customer);
    }

    @Test
    void codeThatUsesAFactoryGoesOnWorking() throws IOException {
        byte[] yaml = PAGE.blocks("yaml").get(0).getBytes(StandardCharsets.UTF_8);
        var document = new YamlPropertySourceLoader().load("application.yml", new ByteArrayResource(yaml));
        Runners.of(SelectionTest.Stripe.class)
                .withConfiguration(AutoConfigurations.of(BreakersCloudAutoConfiguration.class))
                .withInitializer(
                        context -> context.getEnvironment().getPropertySources().addFirst(document.get(0)))
                .run(context -> {
                    CircuitBreakerFactory<?, ?> factory = context.getBean(CircuitBreakerFactory.class);
                    Client client = customer -> customer + " paid";
                    String answer = factory.create("stripe").run(() -> client.charge("Ada"), cause -> "queued");

                    assertThat(answer).isEqualTo("Ada paid");
                    BreakerConfig config = Runners.breaker(context, "stripe").config();
                    assertThat(config.rules())
                            .containsExactly(TripRule.failureRate(0.5, Window.ofCalls(100))
                                    .minimumCalls(20));
                    assertThat(config.openFor().base()).isEqualTo(Duration.ofSeconds(10));
                    assertThat(config.successThreshold()).isEqualTo(3);
                });
    }
}
