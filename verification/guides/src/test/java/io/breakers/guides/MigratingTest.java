package io.breakers.guides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.api.FallbackOn;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.guides.Shop.OfflinePayments;
import io.breakers.guides.Shop.PaymentService;
import io.breakers.guides.Shop.StripePayments;
import io.breakers.proxy.Breakers;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What docs/guide/migrating.md says to all. */
class MigratingTest {
    private static PaymentService retrying(PaymentService payments) {
        PaymentService retrying = (customer, cents) -> {
            for (int attempt = 1; ; attempt++) {
                try {
                    return payments.charge(customer, cents);
                } catch (IOException failure) { // a CallRejectedException is none, and ends the retry
                    if (attempt == 3) {
                        throw failure;
                    }
                }
            }
        };
        return retrying;
    }

    @Test
    void eachAttemptIsACallAndARejectionEndsTheRetry() {
        PaymentService payments = Breakers.protect(PaymentService.class, new StripePayments());
        PaymentService retrying = retrying(payments);
        var stats = Breakers.inspect(payments).breaker("charge");

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> retrying.charge("Ada", -1));
        assertThat(stats.stats().failures()).isEqualTo(3);
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(() -> retrying.charge("Ada", -1));
        assertThat(stats.stats().failures()).isEqualTo(5);
        assertThat(stats.stats().rejected()).isEqualTo(1);
    }

    @Test
    void aFallbackThatAnswersRejectionsOnlyLetsTheRetrySeeFailures() throws IOException {
        var attempts = new AtomicInteger();
        PaymentService stripe = (customer, cents) -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IOException("once");
            }
            return "paid";
        };
        BreakerConfig config =
                BreakerConfig.builder().fallbackOn(FallbackOn.REJECTION).build();
        PaymentService payments = Breakers.protect(PaymentService.class, stripe, config, new OfflinePayments());

        assertThat(retrying(payments).charge("Ada", 1)).isEqualTo("paid");
        Breakers.inspect(payments).breaker("charge").forceOpen();
        assertThat(retrying(payments).charge("Ada", 1)).isEqualTo("Ada will pay 1");
    }

    @Test
    void aRateThatIsAPercentageIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TripRule.failureRate(50, Window.ofCalls(100)))
                .withMessage("failureRate must be in (0, 1], 0.5 for one half, was 50.0");
    }
}
