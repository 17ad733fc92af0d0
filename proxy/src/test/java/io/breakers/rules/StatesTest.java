package io.breakers.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** S1–S6, S13–S22: the states, the ways between them, and who may take them. */
class StatesTest {
    private final ManualTicker ticker = ManualTicker.startingAnywhere();
    private final RecordingListener heard = new RecordingListener();

    private BreakerConfigBuilder config() {
        return BreakerConfig.builder()
                .failureThreshold(2)
                .openFor(Duration.ofSeconds(10))
                .ticker(ticker)
                .listener(heard);
    }

    private static void fail(Breaker breaker) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> breaker.call(() -> {
                    throw new IOException("down");
                }));
    }

    private static void succeed(Breaker breaker) throws Exception {
        assertThat(breaker.<String>call(() -> "up")).isEqualTo("up");
    }

    private static CallRejectedException reject(Breaker breaker) {
        var rejection = new AtomicReference<CallRejectedException>();
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> breaker.call(() -> {
                    throw new AssertionError("the target was reached");
                }))
                .satisfies(rejection::set);
        return rejection.get();
    }

    private static Breaker tripped(BreakerConfig config) {
        Breaker breaker = Breakers.breaker("stock", config);
        fail(breaker);
        fail(breaker);
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        return breaker;
    }

    @Test
    void theWholeWayRoundIsHeardInOrder() throws Exception {
        Breaker breaker = tripped(config().build());
        reject(breaker);
        ticker.advance(Duration.ofSeconds(10));
        succeed(breaker);
        succeed(breaker);

        assertThat(heard.events())
                .containsExactly(
                        "failure",
                        "failure",
                        "CLOSED->OPEN",
                        "rejected OPEN",
                        "OPEN->HALF_OPEN",
                        "success",
                        "success",
                        "HALF_OPEN->CLOSED");
        assertThat(heard.transitions())
                .extracting(transition -> transition.number() + ". " + transition.reason())
                .containsExactly("1. 2 consecutive failures", "2. the wait is over", "3. 2 probes succeeded");
    }

    @Test
    void theDefaultsAreFiveFailuresSixtySecondsTwoSuccesses() throws Exception {
        Breaker breaker = Breakers.breaker(
                "stock", BreakerConfig.defaults().toBuilder().ticker(ticker).build());
        for (int i = 0; i < 5; i++) {
            assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
            fail(breaker);
        }
        ticker.advance(Duration.ofSeconds(60).minusNanos(1));
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        ticker.advanceNanos(1);
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        succeed(breaker);
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        succeed(breaker);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aReadingOfTheStateMakesNoTransition() {
        Breaker breaker = tripped(config().build());
        ticker.advance(Duration.ofSeconds(10));

        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(breaker.stats().transitions()).isEqualTo(1);
    }

    @Test
    void aRejectionSaysAllThatWasKnown() {
        Breaker breaker = tripped(config().build());
        ticker.advance(Duration.ofSeconds(4));
        CallRejectedException rejection = reject(breaker);

        assertThat(rejection)
                .hasMessage(
                        "stock is OPEN: 2 consecutive failures; last failure java.io.IOException: down; retry after 6.0 s")
                .hasNoCause();
        assertThat(rejection.getStackTrace()).isEmpty();
        assertThat(rejection.breaker()).isEqualTo("stock");
        assertThat(rejection.state()).isEqualTo(BreakerState.OPEN);
        assertThat(rejection.retryAfter()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void aFailedProbeOpensForAWholeWait() {
        Breaker breaker = tripped(config().build());
        ticker.advance(Duration.ofSeconds(10));
        fail(breaker);
        ticker.advance(Duration.ofSeconds(10).minusNanos(1));

        assertThat(reject(breaker).retryAfter()).isEqualTo(Duration.ofNanos(1));
    }

    @Test
    void noMoreProbesPassThanThereArePlaces() throws Exception {
        Breaker breaker = tripped(config().probes(2).successThreshold(3).build());
        ticker.advance(Duration.ofSeconds(10));

        breaker.call(() -> breaker.call(() -> {
            assertThat(reject(breaker).state()).isEqualTo(BreakerState.HALF_OPEN);
            assertThat(breaker.stats().inFlight()).isEqualTo(2);
            return "both in flight";
        }));
        assertThat(breaker.stats().inFlight()).isZero();
        succeed(breaker);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void anIgnoredProbeGivesItsPlaceBackAndDecidesNothing() throws Exception {
        Breaker breaker = tripped(config().probes(1)
                .successThreshold(1)
                .ignore(IllegalStateException.class)
                .build());
        ticker.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> breaker.run(() -> {
                        throw new IllegalStateException();
                    }));
            assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        }
        succeed(breaker);

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(breaker.stats().ignored()).isEqualTo(3);
    }

    @Test
    void aProbeThatOutlivesItsLeaseReopensAndDecidesNothingLater() throws Exception {
        Breaker breaker = tripped(config().probes(1)
                .successThreshold(1)
                .probeLease(Duration.ofSeconds(30))
                .build());
        ticker.advance(Duration.ofSeconds(10));
        breaker.call(() -> {
            ticker.advance(Duration.ofSeconds(30).minusNanos(1));
            assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
            ticker.advanceNanos(1);
            assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
            return "late";
        });

        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        assertThat(breaker.stats().successes()).isEqualTo(1);
        assertThat(heard.transitions().get(2).reason()).isEqualTo("a probe outlived its lease");
    }

    @Test
    void anOutcomeOfAnEarlierStateDecidesNothing() throws Exception {
        Breaker breaker =
                Breakers.breaker("stock", config().probes(1).successThreshold(1).build());
        breaker.call(() -> {
            fail(breaker);
            fail(breaker);
            return "began before the trip";
        });
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);

        ticker.advance(Duration.ofSeconds(10));
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(breaker.stats().successes()).isEqualTo(1);
    }

    @Test
    void aLateFailureNeitherTripsAgainNorProlongs() throws Exception {
        Breaker breaker = Breakers.breaker("stock", config().build());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> breaker.call(() -> {
                    fail(breaker);
                    fail(breaker);
                    ticker.advance(Duration.ofSeconds(9));
                    throw new IOException("late");
                }));
        ticker.advance(Duration.ofSeconds(1));

        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(heard.transitions()).hasSize(1);
    }

    @Test
    void theOperatorsStatesAreLeftByTheOperatorOnly() throws Exception {
        Breaker breaker = Breakers.breaker("stock", config().build());
        breaker.forceOpen();
        ticker.advance(Duration.ofDays(365));
        CallRejectedException rejection = reject(breaker);
        assertThat(rejection).hasMessage("stock is FORCED_OPEN: forced open by an operator");
        breaker.disable();
        for (int i = 0; i < 5; i++) {
            fail(breaker);
        }
        assertThat(breaker.state()).isEqualTo(BreakerState.DISABLED);
        breaker.reset();
        fail(breaker);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);

        assertThat(heard.transitions())
                .extracting(transition -> transition.from() + "->" + transition.to())
                .containsExactly("CLOSED->FORCED_OPEN", "FORCED_OPEN->DISABLED", "DISABLED->CLOSED");
    }

    @Test
    void aResetEmptiesTheWindowsWithoutATransition() throws Exception {
        Breaker breaker = Breakers.breaker("stock", config().build());
        fail(breaker);
        breaker.reset();
        fail(breaker);

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(breaker.stats().transitions()).isZero();
        assertThat(breaker.stats().failures()).isEqualTo(2);
    }

    @Test
    void everyCallIsAccountedForOnce() throws Exception {
        Breaker breaker = Breakers.breaker(
                "stock", config().ignore(IllegalStateException.class).build());
        succeed(breaker);
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> breaker.call(() -> {
                    throw new InterruptedException();
                }));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> breaker.run(() -> {
                    throw new IllegalStateException();
                }));
        fail(breaker);
        fail(breaker);
        reject(breaker);

        BreakerStats stats = breaker.stats();
        assertThat(stats.calls()).isEqualTo(6);
        assertThat(stats.successes()).isEqualTo(1);
        assertThat(stats.failures()).isEqualTo(2);
        assertThat(stats.ignored()).isEqualTo(1);
        assertThat(stats.cancelled()).isEqualTo(1);
        assertThat(stats.rejected()).isEqualTo(1);
        assertThat(stats.rejected(BreakerState.OPEN)).isEqualTo(1);
        assertThat(stats.inFlight()).isZero();
        assertThat(stats.successRate()).isEqualTo(1.0 / 6);
    }
}
