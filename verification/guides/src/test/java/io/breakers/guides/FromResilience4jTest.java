package io.breakers.guides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.guides.Shop.CardDeclinedException;
import io.breakers.guides.Shop.PaymentService;
import io.breakers.guides.Shop.StripePayments;
import io.breakers.proxy.Breakers;
import io.breakers.tools.Page;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What docs/guide/migrating.md says of Resilience4j. That both breakers judge alike, and where not, is tested on random
 * sequences beside the engine ({@code PeersTest}, {@code SharedProbesPeerTest}).
 */
class FromResilience4jTest {
    private static final Page PAGE = Page.of("docs/guide/migrating.md");
    private static final PaymentService STRIPE = new StripePayments();

    /** The breaker before and the one after, which see the same calls. */
    private static final class Pair {
        private final CircuitBreaker before;
        private final PaymentService payments;
        private final Breaker after;

        Pair() throws Exception {
            this.before = before(STRIPE);
            this.payments = after(STRIPE);
            this.after = Breakers.inspect(payments).breaker("charge");
        }

        private static CircuitBreaker before(PaymentService stripe) throws Exception {
            CircuitBreaker breaker = CircuitBreaker.of(
                    "stripe",
                    CircuitBreakerConfig.custom()
                            .failureRateThreshold(50)
                            .slidingWindow(100, 20, SlidingWindowType.COUNT_BASED)
                            .waitDurationInOpenState(Duration.ofSeconds(10))
                            .permittedNumberOfCallsInHalfOpenState(4)
                            .ignoreExceptions(CardDeclinedException.class)
                            .build());
            String answer = breaker.executeCallable(() -> stripe.charge("Ada", 4200));
            assertThat(answer).isEqualTo("Ada paid 4200");
            return breaker;
        }

        private static PaymentService after(PaymentService stripe) throws Exception {
            BreakerConfig config = BreakerConfig.builder()
                    .tripWhen(TripRule.failureRate(0.5, Window.ofCalls(100)).minimumCalls(20))
                    .openFor(Duration.ofSeconds(10))
                    .successThreshold(3, 4)
                    .ignore(CardDeclinedException.class)
                    .build();
            PaymentService payments = Breakers.protect(PaymentService.class, stripe, config);
            String answer = payments.charge("Ada", 4200);
            assertThat(answer).isEqualTo("Ada paid 4200");
            return payments;
        }

        void call(String customer, long cents) {
            Throwable there = catchThrowable(() -> before.executeCallable(() -> STRIPE.charge(customer, cents)));
            Throwable here = catchThrowable(() -> payments.charge(customer, cents));
            assertThat(here == null).isEqualTo(there == null);
            assertThat(after.state()).hasToString(before.getState().toString());
        }

        void becomeHalfOpen() {
            before.transitionToHalfOpenState();
            assertThat(after.endWait("as there")).isTrue();
        }
    }

    @Test
    void bothTripAtTheSameCall() throws Exception {
        var pair = new Pair();
        pair.call("Mallory", 1);
        for (int call = 0; call < 9; call++) {
            pair.call("Ada", 1);
        }
        for (int call = 0; call < 10; call++) {
            assertThat(pair.before.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
            pair.call("Ada", -1);
        }
        assertThat(pair.before.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void bothCloseByThreeOfFourProbes() throws Exception {
        var pair = new Pair();
        for (int call = 0; call < 20; call++) {
            pair.call("Ada", -1);
        }
        pair.becomeHalfOpen();
        pair.call("Ada", -1);
        pair.call("Ada", 1);
        pair.call("Ada", 1);
        pair.call("Ada", 1);
        assertThat(pair.before.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void theDefaultsOfTheTableAreTheirs() {
        CircuitBreakerConfig theirs = CircuitBreakerConfig.ofDefaults();
        assertThat(PAGE.section("## From Resilience4j"))
                .contains("| `failureRateThreshold` | %.0f %% |".formatted(theirs.getFailureRateThreshold()))
                .contains("| `slidingWindowType`, `slidingWindowSize` | %s, %d |"
                        .formatted(theirs.getSlidingWindowType(), theirs.getSlidingWindowSize()))
                .contains("| `minimumNumberOfCalls` | %d |".formatted(theirs.getMinimumNumberOfCalls()))
                .contains("| `slowCallRateThreshold` | %.0f %% |".formatted(theirs.getSlowCallRateThreshold()))
                .contains("| `slowCallDurationThreshold` | %d s |"
                        .formatted(theirs.getSlowCallDurationThreshold().toSeconds()))
                .contains("| `waitDurationInOpenState` | %d s |"
                        .formatted(theirs.getWaitIntervalFunctionInOpenState().apply(1) / 1_000))
                .contains("| `permittedNumberOfCallsInHalfOpenState` | %d |"
                        .formatted(theirs.getPermittedNumberOfCallsInHalfOpenState()))
                .contains("| `maxWaitDurationInHalfOpenState` | %d s, no limit |"
                        .formatted(theirs.getMaxWaitDurationInHalfOpenState().toSeconds()))
                .contains("| `automaticTransitionFromOpenToHalfOpenEnabled` | %s |"
                        .formatted(theirs.isAutomaticTransitionFromOpenToHalfOpenEnabled()))
                .contains("| `writableStackTraceEnabled` | %s |".formatted(theirs.isWritableStackTraceEnabled()));
        assertThat(PAGE.section("## From Spring Cloud CircuitBreaker"))
                .contains("on by default, %d s"
                        .formatted(TimeLimiterConfig.ofDefaults()
                                .getTimeoutDuration()
                                .toSeconds()));
    }

    @Test
    void ourDefaultsAreThoseThatTheTableCallsTheSame() {
        TripRule.Rate rate = TripRule.failureRate(0.5, Window.ofCalls(100));

        assertThat(BreakerConfig.builder().tripWhen(rate).build())
                .isEqualTo(
                        BreakerConfig.builder().tripWhen(rate.minimumCalls(100)).build());
        assertThat(BreakerConfig.defaults().openFor().base()).isEqualTo(Duration.ofSeconds(60));
    }
}
