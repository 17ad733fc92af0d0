package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.operations.BreakerRegistry;
import io.breakers.proxy.Breakers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;

/** An application that is protected by one line, and an outage in it. */
@ExtendWith(OutputCaptureExtension.class)
class ShopTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Bank bank;
    private static ConfigurableApplicationContext shop;

    @BeforeAll
    static void start() throws Exception {
        bank = new Bank();
        shop = new SpringApplication(Shop.class)
                .run(
                        "--server.port=0",
                        "--bank.url=" + bank.url(),
                        "--spring.jpa.hibernate.ddl-auto=create-drop",
                        "--spring.jpa.open-in-view=false",
                        "--management.endpoints.web.exposure.include=*",
                        "--management.endpoint.health.show-details=always",
                        "--breakers.protect=payments,purchases,checkout",
                        "--breakers.services.checkout.failure-threshold=50",
                        "--breakers.services.purchases.ignore="
                                + "org.springframework.dao.DataIntegrityViolationException");
    }

    @AfterAll
    static void end() {
        shop.close();
        bank.close();
    }

    @BeforeEach
    void everythingIsClosed() {
        bank.fail(false);
        registry().breakers().forEach(Breaker::reset);
        Shop.TRANSITIONS.clear();
    }

    private static BreakerRegistry registry() {
        return shop.getBean(BreakerRegistry.class);
    }

    private static Breaker breaker(String name) {
        return registry().find(name).orElseThrow();
    }

    private static String get(String path) throws Exception {
        String port = shop.getEnvironment().getProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void anOutageShowsInLogEndpointScrapeAndEvents(CapturedOutput output) throws Exception {
        assertThat(get("/buy/Ann")).isEqualTo("ok /charge/Ann");
        bank.fail(true);
        String answer = "";
        for (int i = 0; i < 100 && !answer.contains("payments.charge is OPEN"); i++) {
            answer = get("/buy/Bob" + i);
        }
        assertThat(answer).contains("payments.charge is OPEN");
        int reached = bank.calls();
        get("/buy/Cid");
        assertThat(bank.calls()).isEqualTo(reached);

        assertThat(output).contains("WARN").contains("payments.charge CLOSED -> OPEN after ");
        assertThat(get("/actuator/breakers")).contains("\"payments\":{\"charge\":\"OPEN\",\"rate\":\"CLOSED\"}");
        assertThat(get("/actuator/breakers/payments/charge")).contains("\"reason\":\"", "\"lastFailure\":\"");
        assertThat(get("/actuator/breakers/payments"))
                .contains("\"target\":\"bean payments (com.acme.shop.PaymentClient)\"");
        assertThat(get("/actuator/health/breakers/payments"))
                .contains("\"status\":\"UP\"", "\"payments.charge\":\"OPEN: ");
        assertThat(get("/actuator/prometheus"))
                .contains("breaker_state{method=\"charge\",service=\"payments\",state=\"open\"} 1.0");
        assertThat(Shop.TRANSITIONS).anyMatch(one -> one.breaker().equals("payments.charge"));
    }

    @Test
    void aFailureBehindTheTransactionRollsItBack() throws Exception {
        Purchases purchases = shop.getBean(Purchases.class);
        Checkout checkout = shop.getBean(Checkout.class);
        bank.fail(true);
        assertThatThrownBy(() -> checkout.buy("Eve")).hasMessageContaining("500");
        assertThat(purchases.findByCustomer("Eve")).isNull();
        bank.fail(false);
        checkout.buy("Eve");
        assertThat(purchases.findByCustomer("Eve")).isNotNull();
    }

    @Test
    void aRejectedCallBeginsNoTransaction() {
        breaker("checkout.buy").forceOpen("a test");
        assertThatThrownBy(() -> shop.getBean(Checkout.class).buy("Fay")).isInstanceOf(CallRejectedException.class);
        assertThat(shop.getBean(Purchases.class).findByCustomer("Fay")).isNull();
    }

    @Test
    void aRepositoryIsProtectedAndItsExceptionsAreTranslatedInside() {
        Purchases purchases = shop.getBean(Purchases.class);
        assertThat(Breakers.isProtected(purchases)).isTrue();
        purchases.save(new Purchase("Gus"));
        long ignored = breaker("purchases.save").stats().ignored();
        assertThatThrownBy(() -> purchases.saveAndFlush(new Purchase("Gus")))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(breaker("purchases.saveAndFlush").stats().ignored()).isEqualTo(1);
        assertThat(ignored).isZero();
    }

    @Test
    void theFutureOfAnAsynchronousMethodIsItsOutcome() {
        Checkout checkout = shop.getBean(Checkout.class);
        assertThat(checkout.report("Ann").join())
                .isNotEqualTo(Thread.currentThread().getName());
        long failures = breaker("checkout.report").stats().failures();
        assertThatThrownBy(() -> checkout.report("").join()).isInstanceOf(CompletionException.class);
        assertThat(breaker("checkout.report").stats().failures()).isEqualTo(failures + 1);
    }

    @Test
    void whatIsCachedIsAnsweredInsideTheBreaker() {
        Checkout checkout = shop.getBean(Checkout.class);
        int rates = Shop.LocalCheckout.RATES.get();
        long calls = breaker("checkout.rate").stats().calls();
        assertThat(checkout.rate("EUR")).isEqualTo(checkout.rate("EUR"));
        assertThat(Shop.LocalCheckout.RATES.get()).isEqualTo(rates + 1);
        assertThat(breaker("checkout.rate").stats().calls()).isEqualTo(calls + 2);
        assertThat(breaker("checkout.rate").state()).isEqualTo(BreakerState.CLOSED);
    }

    private static long observed() {
        return shop.getBean(MeterRegistry.class)
                .find("http.client.requests")
                .tag("uri", "/charge/{customer}")
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
    }

    @Test
    void theObservationOfAClientIsSeenOnceForEachCallThatPassesTheBreaker() {
        PaymentClient payments = shop.getBean(PaymentClient.class);
        long before = observed();
        payments.charge("Ann");
        assertThat(observed()).isEqualTo(before + 1);
        bank.fail(true);
        assertThatThrownBy(() -> payments.charge("Ann")).hasMessageContaining("500");
        assertThat(observed()).isEqualTo(before + 2);
        breaker("payments.charge").forceOpen("a test");
        assertThatThrownBy(() -> payments.charge("Ann")).isInstanceOf(CallRejectedException.class);
        assertThat(observed()).isEqualTo(before + 2);
    }

    @Test
    void nothingIsMadeTooEarlyForOthersBecauseOfBreakers(CapturedOutput output) {
        assertThat(output.toString().lines().filter(line -> line.contains("is not eligible for getting processed")))
                .noneMatch(line -> line.contains("reakers"));
        assertThat(output)
                .contains("Breakers: payments protects bean payments (com.acme.shop.PaymentClient) as PaymentClient (");
    }
}
