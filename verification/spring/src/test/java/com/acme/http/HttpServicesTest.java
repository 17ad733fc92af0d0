package com.acme.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.acme.Small;
import com.acme.shop.Bank;
import io.breakers.api.CallRejectedException;
import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Breakers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

/** What only Boot 4 has: HTTP interfaces that it makes itself, and Spring's own retry. */
class HttpServicesTest {
    public interface QuoteApi {
        @GetExchange("/quote/{name}")
        String quote(@PathVariable("name") String name);
    }

    public interface Flaky {
        String call();
    }

    static class Retrying implements Flaky {
        final AtomicInteger attempts = new AtomicInteger();

        @Override
        @Retryable(maxRetries = 2, delay = 0)
        public String call() {
            attempts.incrementAndGet();
            throw new IllegalStateException("down");
        }
    }

    @SpringBootApplication
    @EnableResilientMethods
    @ImportHttpServices(group = "quotes", types = QuoteApi.class)
    static class Application {
        static final Retrying RETRYING = new Retrying();

        @Bean
        Flaky flaky() {
            return RETRYING;
        }
    }

    private static ConfigurableApplicationContext start(Bank bank) {
        return Small.start(
                        Application.class,
                        "--spring.http.serviceclient.quotes.base-url=" + bank.url(),
                        "--breakers.protect=flaky",
                        "--breakers.services.quotes.type=com.acme.http.HttpServicesTest$QuoteApi",
                        "--breakers.services.quotes.failure-threshold=1");
    }

    @Test
    void anHttpInterfaceIsSelectedByItsType() throws Exception {
        try (var bank = new Bank();
                var context = start(bank)) {
            QuoteApi quotes = context.getBean(QuoteApi.class);
            assertThat(Breakers.isProtected(quotes)).isTrue();
            assertThat(quotes.quote("ACME")).isEqualTo("ok /quote/ACME");
            assertThat(quotes.toString()).startsWith("Breakers.protect(quotes, ");
            bank.fail(true);
            assertThat(catchThrowable(() -> quotes.quote("ACME"))).isInstanceOf(HttpServerErrorException.class);
            assertThat(catchThrowable(() -> quotes.quote("ACME"))).isInstanceOf(CallRejectedException.class);
        }
    }

    @Test
    void retriesAreOneCallOfTheBreaker() throws Exception {
        try (var bank = new Bank();
                var context = start(bank)) {
            assertThat(catchThrowable(() -> context.getBean(Flaky.class).call()))
                    .isNotNull();
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
