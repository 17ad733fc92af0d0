package io.breakers.internal.state;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerStats;
import io.breakers.internal.state.TestedBreaker.Pending;
import java.math.BigDecimal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S49: rejections that are not carried out. */
class SparedTest {
    /** An open breaker, whose wait is 10 s. */
    private static TestedBreaker tripped(double enforced) {
        var breaker = TestedBreaker.with(
                config -> config.failureThreshold(1).openFor(ofSeconds(10)).enforce(enforced));
        breaker.fail();
        return breaker;
    }

    private static void change(TestedBreaker breaker, UnaryOperator<BreakerConfigBuilder> settings) {
        breaker.breaker()
                .reconfigure(
                        settings.apply(breaker.breaker().config().toBuilder()).build());
    }

    private static void agrees(BreakerStats stats) {
        long permitted = stats.successes() + stats.failures() + stats.ignored() + stats.cancelled() + stats.inFlight();
        assertThat(stats.calls()).isEqualTo(permitted + stats.rejected());
        assertThat(stats.spared()).isLessThanOrEqualTo(permitted);
    }

    @Test
    void s49_aDryRunRejectsNobodyAndTripsProbesAndClosesAllTheSame() {
        var breaker = tripped(0);
        breaker.succeed();
        breaker.fail();
        breaker.failWith(new InterruptedException());
        breaker.advance(ofSeconds(10));
        Pending first = breaker.begin();
        Pending second = breaker.begin();
        breaker.fail(5);
        first.succeed();
        second.succeed();

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.events())
                .containsExactly(
                        "failure",
                        "CLOSED->OPEN",
                        "success",
                        "failure",
                        "cancelled",
                        "OPEN->HALF_OPEN",
                        "failure",
                        "failure",
                        "failure",
                        "failure",
                        "failure",
                        "success",
                        "success",
                        "HALF_OPEN->CLOSED");
        assertThat(breaker.stats().spared()).isEqualTo(8);
        assertThat(breaker.stats().rejected()).isZero();
        assertThat(breaker.stats())
                .hasToString("11 calls: 3 successes, 7 failures, 0 ignored, 1 cancelled, 0 rejected, 0 in flight,"
                        + " 8 spared");
        agrees(breaker.stats());
    }

    @Test
    void s49_aSparedCallDecidesNothingInALaterStateEither() {
        var breaker = tripped(0);
        Pending spared = breaker.begin();
        breaker.breaker().reset();
        spared.fail();

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void s49_forcedOpenRejectsAll() {
        var breaker = tripped(0);
        breaker.breaker().forceOpen();

        breaker.reject();
        breaker.reject();
        assertThat(breaker.stats().rejected(FORCED_OPEN)).isEqualTo(2);
        assertThat(breaker.stats().spared()).isZero();
    }

    @Test
    void s49_aSparedCallTakesNoPlaceOfAProbe() {
        var breaker = tripped(0);
        breaker.advance(ofSeconds(10));
        breaker.begin();
        Pending second = breaker.begin();
        breaker.begin();
        second.interrupt();
        breaker.begin();

        assertThat(breaker.stats().spared()).isEqualTo(1);
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void s49_aSparedCallEndsProbesThatAreOverdue() {
        var breaker = tripped(0);
        breaker.advance(ofSeconds(10));
        breaker.begin();
        breaker.advance(ofSeconds(30));
        breaker.succeed();

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.stats().spared()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.25, 0.75, 0.1, 0.07, 0.29, 0.57, 1 / 3.0, 0.999, 1e-3, 1e-17, 5e-324, 1, 0})
    void s49_ofAnyNumberOfRejectionsTheWholePartOfTheShareIsCarriedOut(double share) {
        var breaker = tripped(share);
        for (int due = 1; due <= 3_000; due++) {
            Pending spared = breaker.tryBegin();
            if (spared != null) {
                spared.succeed();
            }
            long expected =
                    BigDecimal.valueOf(share).multiply(BigDecimal.valueOf(due)).longValue();
            assertThat(breaker.stats().rejected(OPEN)).as("of %s", due).isEqualTo(expected);
            assertThat(breaker.stats().spared()).isEqualTo(due - expected);
        }
        agrees(breaker.stats());
    }

    @Test
    void s49_eachStateCountsAnew() {
        var breaker = tripped(0.5);
        breaker.succeed();
        breaker.advance(ofSeconds(10));
        breaker.begin();
        breaker.begin();

        breaker.succeed();
        breaker.reject();
        assertThat(breaker.stats().rejected(HALF_OPEN)).isEqualTo(1);
    }

    @Test
    void s49_theSameShareGoesOnCountingAndANewOneCountsAnew() {
        var breaker = tripped(0.5);
        breaker.succeed();
        change(breaker, config -> config.openFor(ofSeconds(20)));
        breaker.reject();
        breaker.succeed();
        change(breaker, config -> config.enforce(0.25));
        breaker.succeed(3);
        breaker.reject();
        change(breaker, config -> config.enforce(1));
        breaker.reject();
    }

    @Test
    void s46_halfOpenKeepsTheShareWithWhichItBegan() {
        var breaker = tripped(0.5);
        breaker.advance(ofSeconds(10));
        breaker.begin();
        Pending second = breaker.begin();
        breaker.succeed();
        change(breaker, config -> config.enforce(1));
        breaker.reject();
        breaker.succeed();
        second.fail();

        breaker.reject();
        breaker.reject();
        assertThat(breaker.stats().rejected(OPEN)).isEqualTo(2);
    }

    @Test
    void s54_nothingRemainsOfAWaitThatNobodyHasTo() {
        var breaker = tripped(0);
        assertThat(breaker.breaker().status().state()).isEqualTo(OPEN);
        assertThat(breaker.breaker().status().retryAfter()).isZero();
        breaker.advance(ofSeconds(10));
        breaker.begin();
        breaker.begin();
        assertThat(breaker.breaker().status().state()).isEqualTo(HALF_OPEN);
        assertThat(breaker.breaker().status().retryAfter()).isZero();
        breaker.breaker().forceOpen();
        assertThat(breaker.breaker().status().retryAfter()).isPositive();

        assertThat(tripped(0.01).breaker().status().retryAfter()).isEqualTo(ofSeconds(10));
    }

    @Test
    void s49_theShareIsExactUnderThreads() throws InterruptedException {
        var breaker = tripped(0.3);
        int threads = 8;
        int calls = 1_000;
        var start = new CountDownLatch(1);
        var done = new CountDownLatch(threads);
        for (int number = 0; number < threads; number++) {
            new Thread(() -> {
                        try {
                            start.await();
                            for (int call = 0; call < calls; call++) {
                                Pending spared = breaker.tryBegin();
                                if (spared != null) {
                                    spared.succeed();
                                }
                            }
                        } catch (InterruptedException stopped) {
                            Thread.currentThread().interrupt();
                        } finally {
                            done.countDown();
                        }
                    })
                    .start();
        }
        start.countDown();

        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(breaker.stats().rejected(OPEN)).isEqualTo(2_400);
        assertThat(breaker.stats().spared()).isEqualTo(5_600);
        agrees(breaker.stats());
    }
}
