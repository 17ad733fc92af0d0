package com.acme.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.Small;
import io.breakers.operations.BreakerRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.retry.annotation.Backoff;
import org.springframework.retry.annotation.EnableRetry;
import org.springframework.retry.annotation.Retryable;

/** What only applications of Boot 3 have: retry from the project Spring Retry. */
class RetryTest {
    public interface Flaky {
        String call();
    }

    static class Retrying implements Flaky {
        final AtomicInteger attempts = new AtomicInteger();

        @Override
        @Retryable(maxAttempts = 3, backoff = @Backoff(0))
        public String call() {
            attempts.incrementAndGet();
            throw new IllegalStateException("down");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableRetry
    static class Application {
        static final Retrying RETRYING = new Retrying();

        @Bean
        Flaky flaky() {
            return RETRYING;
        }
    }

    @Test
    void retriesAreOneCallOfTheBreaker() {
        try (var context = Small.start(Application.class, "--breakers.protect=flaky")) {
            assertThatThrownBy(() -> context.getBean(Flaky.class).call()).hasMessage("down");
            assertThat(Application.RETRYING.attempts.get()).isEqualTo(3);
            assertThat(context.getBean(BreakerRegistry.class)
                            .find("flaky.call")
                            .orElseThrow()
                            .stats()
                            .calls())
                    .isEqualTo(1);
        }
    }
}
