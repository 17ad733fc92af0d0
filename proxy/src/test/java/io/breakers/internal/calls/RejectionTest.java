package io.breakers.internal.calls;

import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.CallRejectedException;
import io.breakers.api.TripRule;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.tools.Gate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** S28: what a rejection says, as it was when it was decided. */
class RejectionTest {
    private static TestedBreaker tripped() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(3).openFor(ofSeconds(20)));
        breaker.fail(3);
        return breaker;
    }

    @Test
    void saysWhoWhyAndUntilWhen() {
        var breaker = tripped();
        breaker.advance(ofMillis(7_600));

        CallRejectedException rejection = breaker.reject();

        assertThat(rejection)
                .hasMessage("payments is OPEN: 3 consecutive failures; last failure java.io.IOException: down;"
                        + " retry after 12.4 s");
        assertThat(rejection.breaker()).isEqualTo("payments");
        assertThat(rejection.state()).isEqualTo(OPEN);
        assertThat(rejection.reason()).isEqualTo("3 consecutive failures");
        assertThat(rejection.rule()).isEqualTo(TripRule.consecutiveFailures(3));
        assertThat(rejection.lastFailure()).isEqualTo("java.io.IOException: down");
        assertThat(rejection.retryAfter()).isEqualTo(ofMillis(12_400));
    }

    @Test
    void saysWhatItSaidWhateverHappensLater() {
        var breaker = tripped();
        CallRejectedException rejection = breaker.reject();

        breaker.advance(ofSeconds(20));
        breaker.succeed(2);

        assertThat(rejection.state()).isEqualTo(OPEN);
        assertThat(rejection.retryAfter()).isEqualTo(ofSeconds(20));
    }

    @Test
    void ofAnOperatorIsForEverAndHasNoFailure() {
        var breaker = tripped();
        breaker.breaker().forceOpen();

        CallRejectedException rejection = breaker.reject();

        assertThat(rejection).hasMessage("payments is FORCED_OPEN: forced open by an operator");
        assertThat(rejection.state()).isEqualTo(FORCED_OPEN);
        assertThat(rejection.rule()).isNull();
        assertThat(rejection.lastFailure()).isNull();
        assertThat(rejection.retryAfter()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    }

    @Test
    void hasNoStackTraceAndTakesNoSuppressedExceptions() {
        CallRejectedException rejection = tripped().reject();

        rejection.addSuppressed(new IllegalStateException("kept by nobody"));

        assertThat(rejection.getStackTrace()).isEmpty();
        assertThat(rejection).hasNoSuppressedExceptions().hasNoCause();
    }

    @Test
    void isOfOneCall() {
        var breaker = tripped();

        assertThat(breaker.reject()).isNotSameAs(breaker.reject());
    }

    @Test
    void namesTheFirstRuleThatFired() {
        var breaker = TestedBreaker.with(config -> config.tripWhen(TripRule.failures(2, ofSeconds(9)))
                .tripWhen(TripRule.consecutiveFailures(2))
                .failureThreshold(7));

        breaker.fail(2);

        assertThat(breaker.reject().rule()).isEqualTo(TripRule.failures(2, ofSeconds(9)));
        assertThat(breaker.recorder().transitions().get(0).rule()).isEqualTo(TripRule.failures(2, ofSeconds(9)));
    }

    @Test
    void namesTheOnlyRuleThatFired() {
        var breaker = TestedBreaker.with(
                config -> config.tripWhen(TripRule.failures(9, ofSeconds(9))).failureThreshold(2));

        breaker.fail(2);

        assertThat(breaker.reject().rule()).isEqualTo(TripRule.consecutiveFailures(2));
    }

    /**
     * Leases of a nanosecond and a ticker that moves at every look: what is left of a lease is soon less than nothing.
     */
    @Test
    void retryAfterIsNeverNegative() throws Exception {
        var breaker = TestedBreaker.unheard(config -> config.failureThreshold(1)
                .openFor(ofMillis(1).dividedBy(1_000_000))
                .probeLease(ofMillis(1).dividedBy(1_000_000))
                .probes(3));
        try (var gate = new Gate(4)) {
            List<Throwable> unexpected = gate.run(() -> {
                for (int call = 0; call < 20_000; call++) {
                    breaker.advanceNanos(ThreadLocalRandom.current().nextInt(3));
                    try {
                        breaker.breaker().call(() -> {
                            throw TestedBreaker.DOWN;
                        });
                    } catch (CallRejectedException rejection) {
                        assertThat(rejection.retryAfter().isNegative()).isFalse();
                    } catch (Throwable thrown) {
                        if (thrown != TestedBreaker.DOWN) {
                            return thrown;
                        }
                    }
                }
                return null;
            });
            assertThat(unexpected).containsOnlyNulls();
        }
    }
}
