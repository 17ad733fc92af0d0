package io.breakers.guides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.netflix.hystrix.HystrixCommandKey;
import com.netflix.hystrix.HystrixCommandProperties;
import com.netflix.hystrix.strategy.properties.HystrixPropertiesCommandDefault;
import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.guides.Shop.OfflinePayments;
import io.breakers.guides.Shop.PaymentService;
import io.breakers.guides.Shop.StripePayments;
import io.breakers.proxy.Breakers;
import io.breakers.tools.Page;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What docs/guide/migrating.md says of Hystrix. */
class FromHystrixTest {
    private static final Page PAGE = Page.of("docs/guide/migrating.md");

    @Test
    void theSettingsAreThoseOfTheirDefaults() throws Exception {
        PaymentService stripe = new StripePayments();
        BreakerConfig config = BreakerConfig.builder()
                .tripWhen(TripRule.failureRate(0.5, Window.ofDuration(Duration.ofSeconds(10)))
                        .minimumCalls(20))
                .openFor(Duration.ofSeconds(5))
                .successThreshold(1)
                .maxConcurrentFallbacks(10)
                .build();
        PaymentService payments = Breakers.protect(PaymentService.class, stripe, config, new OfflinePayments());

        Breaker charge = Breakers.inspect(payments).breaker("charge");
        for (int call = 0; call < 20; call++) {
            assertThat(charge.state()).isEqualTo(BreakerState.CLOSED);
            assertThat(payments.charge("Ada", -1)).isEqualTo("Ada will pay -1");
        }
        assertThat(charge.state()).isEqualTo(BreakerState.OPEN);
        assertThat(charge.endWait("as after 5 s")).isTrue();
        assertThat(payments.charge("Ada", 1)).isEqualTo("Ada paid 1");
        assertThat(charge.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void anIgnoredExceptionIsNotCountedAndNotAnswered() {
        BreakerConfig config = BreakerConfig.builder()
                .failureThreshold(1)
                .ignore(Shop.CardDeclinedException.class)
                .build();
        PaymentService payments =
                Breakers.protect(PaymentService.class, new StripePayments(), config, new OfflinePayments());

        assertThatExceptionOfType(Shop.CardDeclinedException.class).isThrownBy(() -> payments.charge("Mallory", 1));
        assertThat(Breakers.inspect(payments).breaker("charge").state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void theDefaultsOfTheTableAreTheirs() {
        var theirs = new HystrixPropertiesCommandDefault(
                HystrixCommandKey.Factory.asKey("charge"), HystrixCommandProperties.Setter());
        assertThat(PAGE.section("## From Hystrix"))
                .contains(row(
                        "circuitBreaker.errorThresholdPercentage",
                        theirs.circuitBreakerErrorThresholdPercentage().get()))
                .contains(row(
                        "metrics.rollingStats.timeInMilliseconds",
                        theirs.metricsRollingStatisticalWindowInMilliseconds().get()))
                .contains(row(
                        "circuitBreaker.requestVolumeThreshold",
                        theirs.circuitBreakerRequestVolumeThreshold().get()))
                .contains(row(
                        "circuitBreaker.sleepWindowInMilliseconds",
                        theirs.circuitBreakerSleepWindowInMilliseconds().get()))
                .contains(row(
                        "circuitBreaker.forceOpen",
                        theirs.circuitBreakerForceOpen().get()))
                .contains(row(
                        "circuitBreaker.forceClosed",
                        theirs.circuitBreakerForceClosed().get()))
                .contains(row(
                        "circuitBreaker.enabled", theirs.circuitBreakerEnabled().get()))
                .contains(row(
                        "execution.isolation.thread.timeoutInMilliseconds",
                        theirs.executionTimeoutInMilliseconds().get()))
                .contains(row(
                        "execution.isolation.strategy",
                        theirs.executionIsolationStrategy().get()))
                .contains(row(
                        "execution.isolation.semaphore.maxConcurrentRequests",
                        theirs.executionIsolationSemaphoreMaxConcurrentRequests()
                                .get()))
                .contains(row(
                        "fallback.isolation.semaphore.maxConcurrentRequests",
                        theirs.fallbackIsolationSemaphoreMaxConcurrentRequests().get()))
                .contains(row("fallback.enabled", theirs.fallbackEnabled().get()));
    }

    private static String row(String property, Object value) {
        return "| `" + property + "` | " + value + " |";
    }
}
