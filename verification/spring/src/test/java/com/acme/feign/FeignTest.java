package com.acme.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.acme.Small;
import com.acme.shop.Bank;
import feign.FeignException;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Breakers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Clients of Spring Cloud OpenFeign. */
@ExtendWith(OutputCaptureExtension.class)
class FeignTest {
    @FeignClient(name = "quotes", url = "${bank.url}")
    public interface QuoteApi {
        @GetMapping("/quote/{name}")
        String quote(@PathVariable("name") String name);
    }

    @SpringBootApplication
    @EnableFeignClients(clients = QuoteApi.class)
    static class Application {}

    @SpringBootApplication
    @EnableFeignClients(clients = QuoteApi.class)
    static class WithFallback {
        @Bean
        @Fallback
        QuoteApi lastQuotes() {
            return name -> "yesterday's " + name;
        }
    }

    private static ConfigurableApplicationContext start(Class<?> application, Bank bank, String... more) {
        var arguments = new ArrayList<String>(List.of(
                "--bank.url=" + bank.url(),
                "--breakers.services.quotes.type=com.acme.feign.FeignTest.QuoteApi",
                "--breakers.services.quotes.failure-threshold=2"));
        arguments.addAll(List.of(more));
        return Small.start(application, arguments.toArray(String[]::new));
    }

    @Test
    void aClientIsSelectedByItsTypeAndTheCallerGetsItsExceptions() throws Exception {
        try (var bank = new Bank();
                var context = start(Application.class, bank)) {
            QuoteApi quotes = context.getBean(QuoteApi.class);
            assertThat(Breakers.isProtected(quotes)).isTrue();
            assertThat(quotes.quote("ACME")).isEqualTo("ok /quote/ACME");
            bank.fail(true);
            assertThat(catchThrowable(() -> quotes.quote("ACME"))).isInstanceOf(FeignException.class);
            assertThat(catchThrowable(() -> quotes.quote("ACME"))).isInstanceOf(FeignException.class);
            assertThat(catchThrowable(() -> quotes.quote("ACME"))).isInstanceOf(CallRejectedException.class);
            assertThat(context.getBean(BreakerRegistry.class)
                            .find("quotes.quote")
                            .orElseThrow()
                            .state())
                    .isEqualTo(BreakerState.OPEN);
        }
    }

    @Test
    void aBeanOfTheSameInterfaceIsTheFallbackOfAClient() throws Exception {
        try (var bank = new Bank();
                var context = start(WithFallback.class, bank)) {
            bank.fail(true);
            assertThat(context.getBean(QuoteApi.class).quote("ACME")).isEqualTo("yesterday's ACME");
        }
    }

    @Test
    void theStartWarnsOfTwoBreakersAroundAClient(CapturedOutput output) throws Exception {
        try (var bank = new Bank();
                var context = start(
                        Application.class,
                        bank,
                        "--breakers.spring-cloud.enabled=true",
                        "--spring.cloud.openfeign.circuitbreaker.enabled=true")) {
            assertThat(context.getBean(QuoteApi.class).quote("ACME")).isEqualTo("ok /quote/ACME");
            assertThat(context.getBean(BreakerRegistry.class).breakers()).hasSize(2);
        }
        assertThat(output)
                .contains("Breakers: quotes has two breakers around each call:"
                        + " spring.cloud.openfeign.circuitbreaker.enabled is true, and it is a Feign client;"
                        + " set that to false, or leave out the service");
    }
}
