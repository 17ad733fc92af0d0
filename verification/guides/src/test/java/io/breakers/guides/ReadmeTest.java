package io.breakers.guides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.guides.Shop.CardDeclinedException;
import io.breakers.guides.Shop.OfflinePayments;
import io.breakers.guides.Shop.PaymentService;
import io.breakers.guides.Shop.StripePayments;
import io.breakers.micrometer.BreakerMetrics;
import io.breakers.proxy.Breakers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The code of README.md, and what it says of it. The story that it shows is held to the example by {@code OutageTest}.
 */
class ReadmeTest {
    @Test
    void fiveFailuresInARowOpenAndTwoSuccessesClose() throws IOException {
        PaymentService payments = Breakers.protect(PaymentService.class, new StripePayments());

        Breaker charge = Breakers.inspect(payments).breaker("charge");
        for (int failures = 0; failures < 5; failures++) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> payments.charge("Ada", -1));
        }
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> payments.charge("Ada", 1))
                .satisfies(rejected ->
                        assertThat(rejected.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1)));
        assertThat(charge.endWait("as after a minute")).isTrue();
        assertThat(payments.charge("Ada", 1)).isEqualTo("Ada paid 1");
        assertThat(charge.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(payments.charge("Ada", 1)).isEqualTo("Ada paid 1");
        assertThat(charge.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aShareOfFailuresOpensAFallbackAnswersAndMetersAreThere() throws IOException {
        MeterRegistry registry = new SimpleMeterRegistry();
        BreakerConfig config = BreakerConfig.builder()
                .tripWhen(TripRule.failureRate(0.5, Window.ofDuration(Duration.ofSeconds(10))))
                .openFor(Duration.ofSeconds(10))
                .ignore(CardDeclinedException.class)
                .listener(BreakerMetrics.to(registry))
                .build();

        PaymentService payments =
                Breakers.protect(PaymentService.class, new StripePayments(), config, new OfflinePayments());

        assertThat(payments.charge("Ada", -1)).isEqualTo("Ada will pay -1");
        assertThat(registry.get("breaker.calls")
                        .tag("outcome", "failure")
                        .functionTimer()
                        .count())
                .isEqualTo(1);
        Breaker charge = Breakers.inspect(payments).breaker("charge");
        assertThatExceptionOfType(CardDeclinedException.class).isThrownBy(() -> payments.charge("Mallory", 1));
        assertThat(charge.stats().failures()).isEqualTo(1);
        for (int call = 1; call < 20; call++) {
            assertThat(charge.state()).isEqualTo(BreakerState.CLOSED);
            payments.charge("Ada", -1);
        }
        assertThat(charge.state()).isEqualTo(BreakerState.OPEN);
    }
}
