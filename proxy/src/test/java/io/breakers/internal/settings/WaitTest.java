package io.breakers.internal.settings;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.OpenWait;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.testing.ManualTicker;
import io.breakers.tools.RecordedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S4, S14, S15: how long OPEN lasts. */
class WaitTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private static TestedBreaker tripped(OpenWait wait) {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).openFor(wait));
        breaker.fail();
        return breaker;
    }

    /** Fails the probe that ends the wait, so that the next wait begins. */
    private static Duration nextWait(TestedBreaker breaker) {
        breaker.advance(breaker.reject().retryAfter());
        breaker.fail();
        return breaker.reject().retryAfter();
    }

    @Test
    void aMinuteIsTheWaitByDefault() {
        var breaker = TestedBreaker.with(config -> config);
        breaker.fail(5);

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(60));
    }

    @Test
    void theWaitIsOverWhenItHasPassedToTheNanosecond() {
        var breaker = tripped(OpenWait.fixed(ofSeconds(5)));

        breaker.advance(ofSeconds(5).minusNanos(1));
        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofNanos(1));
        breaker.advanceNanos(1);

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        breaker.succeed();
        assertThat(breaker.events())
                .containsExactly("failure", "CLOSED->OPEN", "rejected OPEN", "OPEN->HALF_OPEN", "success");
    }

    @Test
    void lookingAtTheStateDoesNotMakeTheTransition() {
        var breaker = tripped(OpenWait.fixed(ofSeconds(5)));

        breaker.advance(ofSeconds(5));
        breaker.state();

        assertThat(breaker.events()).containsExactly("failure", "CLOSED->OPEN");
        assertThat(breaker.stats().transitions()).isEqualTo(1);
    }

    @Test
    void theRemainingWaitShrinksAsTimePasses() {
        var breaker = tripped(OpenWait.fixed(ofSeconds(5)));

        breaker.advance(ofMillis(1_600));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofMillis(3_400));
    }

    @Test
    void aTickerThatRunsBackwardsDoesNotMakeTheRemainingWaitLonger() {
        var breaker = tripped(OpenWait.fixed(ofSeconds(5)));

        breaker.goBack(ofDays(1));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(5));
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE - 1_000, Long.MAX_VALUE, Long.MIN_VALUE, -1, 0})
    void theOriginOfTimeDoesNotMatter(long start) {
        var breaker = TestedBreaker.at(
                ManualTicker.startingAt(start),
                config -> config.failureThreshold(1).openFor(ofNanos(2_000)));
        breaker.fail();

        breaker.advanceNanos(1_999);
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofNanos(1));
        breaker.advanceNanos(1);

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void aWaitOfAgesIsForEver() {
        var breaker = tripped(OpenWait.fixed(ofSeconds(Long.MAX_VALUE)));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofNanos(Long.MAX_VALUE));
        breaker.advance(ofDays(100_000));
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aWaitOfOneNanosecondIsAWait() {
        var breaker = tripped(OpenWait.fixed(ofNanos(1)));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofNanos(1));
        breaker.advanceNanos(1);

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void anExponentialWaitGrowsWithEachTripUpToItsCap() {
        var breaker = tripped(OpenWait.exponential(ofSeconds(1), 2, ofSeconds(5)));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(1));
        assertThat(nextWait(breaker)).isEqualTo(ofSeconds(2));
        assertThat(nextWait(breaker)).isEqualTo(ofSeconds(4));
        assertThat(nextWait(breaker)).isEqualTo(ofSeconds(5));
        assertThat(nextWait(breaker)).isEqualTo(ofSeconds(5));
    }

    @Test
    void anExponentialWaitBeginsAnewOnceTheBreakerWasClosed() {
        var breaker = tripped(OpenWait.exponential(ofSeconds(1), 2, ofMinutes(1)));
        nextWait(breaker);
        nextWait(breaker);
        breaker.advance(ofSeconds(4));
        breaker.succeed(2);
        assertThat(breaker.state()).isEqualTo(CLOSED);

        breaker.fail();

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(1));
    }

    @Test
    void aHugeMultiplierSaturates() {
        var breaker = tripped(OpenWait.exponential(ofSeconds(1), Double.MAX_VALUE, ofSeconds(Long.MAX_VALUE)));

        assertThat(nextWait(breaker)).isEqualTo(ofNanos(Long.MAX_VALUE));
    }

    @Test
    void jitterSpreadsTheWaitOverItsWholeRange() {
        var least = tripped(OpenWait.fixed(ofSeconds(10)).jitter(0.2, always(0)));
        var middle = tripped(OpenWait.fixed(ofSeconds(10)).jitter(0.2, always(0.5)));
        var most = tripped(OpenWait.fixed(ofSeconds(10)).jitter(0.2, always(0.75)));

        assertThat(least.reject().retryAfter()).isEqualTo(ofSeconds(8));
        assertThat(middle.reject().retryAfter()).isEqualTo(ofSeconds(10));
        assertThat(most.reject().retryAfter()).isEqualTo(ofSeconds(11));
    }

    @Test
    void jitterOfThePlatformStaysInItsRangeAndVaries() {
        List<Duration> waits = new ArrayList<>();
        for (int trip = 0; trip < 50; trip++) {
            waits.add(
                    tripped(OpenWait.fixed(ofSeconds(10)).jitter(0.5)).reject().retryAfter());
        }

        assertThat(waits).allMatch(wait -> wait.compareTo(ofSeconds(5)) >= 0 && wait.compareTo(ofSeconds(15)) <= 0);
        assertThat(waits).doesNotHaveDuplicates();
    }

    @Test
    void aSeedRepeatsTheJitter() {
        List<Duration> waits = new ArrayList<>();
        for (int trip = 0; trip < 2; trip++) {
            waits.add(tripped(OpenWait.fixed(ofSeconds(10)).jitter(0.5, new Random(4711)))
                    .reject()
                    .retryAfter());
        }

        assertThat(waits.get(0)).isEqualTo(waits.get(1)).isNotEqualTo(ofSeconds(10));
    }

    @Test
    void jitterLeavesAtLeastANanosecond() {
        var breaker = tripped(OpenWait.fixed(ofNanos(1)).jitter(0.9, always(0)));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofNanos(1));
    }

    @Test
    void aRandomSourceThatThrowsLeavesTheBaseWait() {
        RandomGenerator broken = () -> {
            throw new IllegalStateException("no entropy");
        };
        var breaker =
                tripped(OpenWait.exponential(ofSeconds(10), 2, ofMinutes(1)).jitter(0.5, broken));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(10));
    }

    @Test
    void theFailureMaySayHowLongToWaitAndThatHasNoJitter() {
        var breaker = tripped(OpenWait.fixed(ofSeconds(10))
                .jitter(0.5, always(0))
                .fromFailure(failure -> ofSeconds(failure == TestedBreaker.DOWN ? 30 : 1)));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(30));
    }

    @Test
    void aFailedProbeSaysHowLongToWaitToo() {
        var breaker = tripped(OpenWait.fixed(ofSeconds(10))
                .fromFailure(failure -> failure == TestedBreaker.DOWN ? null : ofSeconds(99)));
        breaker.advance(ofSeconds(10));

        breaker.failWith(new IllegalStateException("later"));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(99));
    }

    @Test
    void aFailureThatSaysNothingLeavesTheOtherSettings() {
        var breaker =
                tripped(OpenWait.exponential(ofSeconds(1), 3, ofMinutes(1)).fromFailure(failure -> null));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(1));
        assertThat(nextWait(breaker)).isEqualTo(ofSeconds(3));
    }

    @Test
    void anAbsurdAnswerOfTheFailureLeavesTheBaseWait() {
        for (Duration absurd : List.of(ofSeconds(-1), ofSeconds(Long.MIN_VALUE))) {
            var breaker =
                    tripped(OpenWait.exponential(ofSeconds(1), 3, ofMinutes(1)).fromFailure(failure -> absurd));

            assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(1));
            assertThat(nextWait(breaker)).as("after %s", absurd).isEqualTo(ofSeconds(1));
            assertThat(log.lines())
                    .contains("WARNING: payments: the wait could not be computed; the base wait is used"
                            + " (java.lang.IllegalArgumentException: the wait must not be negative, was " + absurd
                            + ")");
        }
    }

    @Test
    void theLeastPositiveAnswerOfTheFailureIsTaken() {
        var breaker = tripped(OpenWait.fixed(ofSeconds(1)).fromFailure(failure -> ofNanos(1)));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofNanos(1));
    }

    @Test
    void anAnswerOfAgesIsForEver() {
        var breaker = tripped(OpenWait.fixed(ofSeconds(1))
                .fromFailure(failure -> ofSeconds(Long.MAX_VALUE), ofSeconds(Long.MAX_VALUE)));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofNanos(Long.MAX_VALUE));
    }

    @Test
    void aProbeThatOutlivesItsLeaseHasNoFailureToAsk() {
        var breaker =
                tripped(OpenWait.exponential(ofSeconds(1), 3, ofMinutes(1)).fromFailure(failure -> ofSeconds(50)));
        breaker.advance(ofSeconds(50));
        breaker.begin();
        breaker.advance(ofSeconds(30));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(3));
    }

    private static RandomGenerator always(double number) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return number;
            }
        };
    }
}
