package io.breakers.guides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerConfig;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.guides.Shop.PaymentService;
import io.breakers.guides.Shop.StripePayments;
import io.breakers.proxy.Breakers;
import io.breakers.tools.Page;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What docs/guide/migrating.md says of Failsafe. That both breakers judge alike, and where not, is tested on random
 * sequences beside the engine ({@code PeersTest}).
 */
class FromFailsafeTest {
    private static final Page PAGE = Page.of("docs/guide/migrating.md");

    private static CircuitBreaker<String> before(PaymentService stripe) {
        CircuitBreaker<String> breaker = CircuitBreaker.<String>builder()
                .handle(IOException.class)
                .withFailureThreshold(5)
                .withSuccessThreshold(3)
                .withDelay(Duration.ofSeconds(10))
                .build();
        String answer = Failsafe.with(breaker).get(() -> stripe.charge("Ada", 4200));
        assertThat(answer).isEqualTo("Ada paid 4200");
        return breaker;
    }

    private static PaymentService after(PaymentService stripe) throws IOException {
        BreakerConfig config = BreakerConfig.builder()
                .failOn(IOException.class)
                .failureThreshold(5)
                .successThreshold(3)
                .openFor(Duration.ofSeconds(10))
                .build();
        PaymentService payments = Breakers.protect(PaymentService.class, stripe, config);
        String answer = payments.charge("Ada", 4200);
        assertThat(answer).isEqualTo("Ada paid 4200");
        return payments;
    }

    @Test
    void bothTripAndCloseAtTheSameCall() throws IOException {
        PaymentService stripe = new StripePayments();
        CircuitBreaker<String> before = before(stripe);
        PaymentService payments = after(stripe);
        Breaker after = Breakers.inspect(payments).breaker("charge");

        for (long cents : new long[] {-1, -1, 1, -1, -1, -1, -1, -1}) {
            call(before, payments, cents);
        }
        assertThat(after.state()).isEqualTo(BreakerState.OPEN);
        before.halfOpen();
        assertThat(after.endWait("as there")).isTrue();
        call(before, payments, 1);
        call(before, payments, 1);
        call(before, payments, 1);
        assertThat(after.state()).isEqualTo(BreakerState.CLOSED);
    }

    private static void call(CircuitBreaker<String> before, PaymentService payments, long cents) {
        PaymentService stripe = new StripePayments();
        Throwable there = catchThrowable(() -> Failsafe.with(before).get(() -> stripe.charge("Ada", cents)));
        Throwable here = catchThrowable(() -> payments.charge("Ada", cents));
        assertThat(here == null).isEqualTo(there == null);
        assertThat(Breakers.inspect(payments).breaker("charge").state())
                .hasToString(before.getState().toString());
    }

    @Test
    void withoutASuccessThresholdTheFirstSuccessClosesAndTheFifthFailureOpens() {
        CircuitBreaker<String> theirs =
                CircuitBreaker.<String>builder().withFailureThreshold(5).build();
        Breaker ours = Breakers.breaker(
                "stock",
                BreakerConfig.builder()
                        .failureThreshold(5)
                        .successThreshold(1, 5)
                        .build());

        theirs.halfOpen();
        ours.trip("as there");
        ours.endWait("as there");
        for (int failure = 0; failure < 5; failure++) {
            assertThat(theirs.isHalfOpen()).isTrue();
            assertThat(ours.state()).isEqualTo(BreakerState.HALF_OPEN);
            assertThat(theirs.tryAcquirePermit()).isTrue();
            theirs.recordFailure();
            assertThat(catchThrowable(() -> ours.call(() -> {
                        throw new IOException("down");
                    })))
                    .hasMessage("down");
        }
        assertThat(theirs.isOpen()).isTrue();
        assertThat(ours.state()).isEqualTo(BreakerState.OPEN);

        theirs.halfOpen();
        ours.endWait("as there");
        assertThat(theirs.tryAcquirePermit()).isTrue();
        theirs.recordSuccess();
        ours.run(() -> {});
        assertThat(theirs.isClosed()).isTrue();
        assertThat(ours.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aCheckedExceptionIsWrappedThereAndNotHere() {
        CircuitBreaker<String> theirs = CircuitBreaker.<String>builder().build();
        PaymentService stripe = new StripePayments();
        PaymentService payments = Breakers.protect(PaymentService.class, stripe);

        assertThatExceptionOfType(FailsafeException.class)
                .isThrownBy(() -> Failsafe.with(theirs).get(() -> stripe.charge("Ada", -1)))
                .withCauseInstanceOf(IOException.class);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> payments.charge("Ada", -1))
                .withMessage("down");
    }

    @Test
    void theDefaultsOfTheTableAreTheirs() {
        CircuitBreakerConfig<Object> theirs = CircuitBreaker.builder().build().getConfig();

        assertThat(PAGE.section("## From Failsafe"))
                .contains("| `withFailureThreshold(n)` | " + theirs.getFailureThreshold() + " |")
                .contains("| `withDelay` | " + theirs.getDelay().toMinutes() + " min |");
        assertThat(theirs.getSuccessThreshold()).as("as the failure threshold").isZero();
    }
}
