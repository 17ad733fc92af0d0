package io.breakers.internal.counting;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.DISABLED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerStats;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.internal.state.TestedBreaker.Pending;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** S10, S43: what is counted, and how time is. */
class StatisticsTest {
    @Test
    void aNewBreakerHasCountedNothing() {
        BreakerStats stats = TestedBreaker.with(config -> config).stats();

        assertThat(stats)
                .hasToString("0 calls: 0 successes, 0 failures, 0 ignored, 0 cancelled, 0 rejected, 0 in flight");
        assertThat(stats.successRate()).isZero();
        assertThat(stats.transitions()).isZero();
        assertThat(stats.slow()).isZero();
        assertThat(stats.trippedBy()).isNull();
        assertThat(stats.totalTime()).isZero();
    }

    @Test
    void everyOutcomeIsCountedWhereItBelongs() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(3).ignore(IllegalArgumentException.class));
        breaker.succeed(4);
        breaker.begin();
        breaker.failWith(new IllegalArgumentException("no such account"));
        breaker.failWith(new IllegalArgumentException("no such account"));
        breaker.failWith(new InterruptedException());
        breaker.fail(3);
        breaker.reject();
        breaker.reject();

        assertThat(breaker.stats())
                .hasToString("13 calls: 4 successes, 3 failures, 2 ignored, 1 cancelled, 2 rejected, 1 in flight");
        assertThat(breaker.stats().successRate()).isEqualTo(4 / 13d);
        assertThat(breaker.stats().trippedBy()).isEqualTo(TripRule.consecutiveFailures(3));
    }

    @Test
    void rejectionsAreCountedByState() {
        var breaker = TestedBreaker.with(
                config -> config.failureThreshold(1).openFor(ofSeconds(1)).probes(1));
        breaker.fail();
        breaker.reject();
        breaker.reject();
        breaker.reject();
        breaker.advance(ofSeconds(1));
        breaker.begin();
        breaker.reject();
        breaker.reject();
        breaker.breaker().forceOpen();
        breaker.reject();

        BreakerStats stats = breaker.stats();
        assertThat(stats.rejected(OPEN)).isEqualTo(3);
        assertThat(stats.rejected(HALF_OPEN)).isEqualTo(2);
        assertThat(stats.rejected(FORCED_OPEN)).isEqualTo(1);
        assertThat(stats.rejected(CLOSED)).isZero();
        assertThat(stats.rejected(DISABLED)).isZero();
        assertThat(stats.rejected()).isEqualTo(6);
    }

    @Test
    void aSnapshotDoesNotChange() {
        var breaker = TestedBreaker.with(config -> config);
        BreakerStats before = breaker.stats();

        breaker.succeed();

        assertThat(before.calls()).isZero();
    }

    @Test
    void timeIsSummedByOutcome() {
        var breaker = TestedBreaker.unheard(config -> config.measureTime().ignore(IllegalArgumentException.class));
        breaker.succeedIn(ofSeconds(1));
        breaker.succeedIn(ofSeconds(2));
        breaker.failIn(ofSeconds(10));
        Pending ignored = breaker.begin();
        breaker.advance(ofSeconds(100));
        ignored.fail(new IllegalArgumentException("no such account"));
        Pending cancelled = breaker.begin();
        breaker.advance(ofSeconds(1_000));
        cancelled.interrupt();

        BreakerStats stats = breaker.stats();
        assertThat(stats.successTime()).isEqualTo(ofSeconds(3));
        assertThat(stats.failureTime()).isEqualTo(ofSeconds(10));
        assertThat(stats.ignoredTime()).isEqualTo(ofSeconds(100));
        assertThat(stats.cancelledTime()).isEqualTo(ofSeconds(1_000));
        assertThat(stats.totalTime()).isEqualTo(ofSeconds(1_113));
    }

    @Test
    void timeIsNotMeasuredUnlessSomebodyNeedsIt() {
        var breaker = TestedBreaker.unheard(config -> config);

        breaker.succeedIn(ofSeconds(1));
        breaker.failIn(ofSeconds(1));

        assertThat(breaker.stats().totalTime()).isZero();
    }

    @Test
    void timeThatRunsBackwardsIsNoTime() {
        var breaker = TestedBreaker.unheard(config -> config.measureTime());

        breaker.succeedIn(ofSeconds(-5));
        breaker.succeedIn(ofSeconds(1));

        assertThat(breaker.stats().successTime()).isEqualTo(ofSeconds(1));
    }

    @Test
    void aTotalMayExceedALong() {
        var breaker = TestedBreaker.unheard(config -> config.measureTime());

        breaker.succeedIn(Duration.ofNanos(Long.MAX_VALUE));
        breaker.failIn(Duration.ofNanos(Long.MAX_VALUE));

        assertThat(breaker.stats().totalTime())
                .isEqualTo(Duration.ofNanos(Long.MAX_VALUE).multipliedBy(2));
    }

    private static TestedBreaker watchingSlowness(int calls) {
        return TestedBreaker.unheard(
                config -> config.tripWhen(TripRule.slowCallRate(0.5, ofMillis(100), Window.ofCalls(calls))));
    }

    @Test
    void aCallIsSlowFromTheGivenTimeOnToTheNanosecond() {
        var breaker = watchingSlowness(100);

        breaker.succeedIn(ofMillis(100).minusNanos(1));
        assertThat(breaker.stats().slow()).isZero();
        breaker.succeedIn(ofMillis(100));
        breaker.failIn(ofMillis(100));

        assertThat(breaker.stats().slow()).isEqualTo(2);
    }

    @Test
    void slowCallsTripSuccessfulOrNot() {
        var breaker = watchingSlowness(4);
        breaker.succeed();
        breaker.fail();
        breaker.failIn(ofMillis(100));
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.succeedIn(ofMillis(100));

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().reason()).isEqualTo("2 of 4 calls: 50 % of the last 4 calls took 100 ms or longer");
    }

    @Test
    void fastFailuresDoNotTripASlowCallRule() {
        var breaker = watchingSlowness(4);

        breaker.fail(20);

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.stats().slowRate()).isZero();
        assertThat(breaker.stats().failureRate()).isNaN();
    }

    @Test
    void slowCallsThatAreIgnoredOrCancelledAreCountedButNotInTheWindow() {
        var breaker = TestedBreaker.unheard(config -> config.ignore(IllegalArgumentException.class)
                .tripWhen(TripRule.slowCallRate(1, ofMillis(100), Window.ofCalls(1))));
        Pending ignored = breaker.begin();
        Pending cancelled = breaker.begin();
        breaker.advance(ofMillis(100));
        ignored.fail(new IllegalArgumentException("no such account"));
        cancelled.interrupt();

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.stats().slow()).isEqualTo(2);
    }

    @Test
    void theShortestOfSeveralSlowCallRulesDecidesWhatIsSlow() {
        var breaker = TestedBreaker.unheard(
                config -> config.tripWhen(TripRule.slowCallRate(1, ofMillis(300), Window.ofCalls(9)))
                        .tripWhen(TripRule.slowCallRate(1, ofMillis(100), Window.ofCalls(10)))
                        .tripWhen(TripRule.slowCallRate(1, ofMillis(200), Window.ofCalls(11))));

        breaker.succeedIn(ofMillis(100));
        breaker.succeedIn(ofMillis(99));

        assertThat(breaker.stats().slow()).isEqualTo(1);
    }

    @Test
    void ratesAreThoseOfTheFirstRuleOfTheirKind() {
        var breaker = TestedBreaker.unheard(config -> config.tripWhen(TripRule.consecutiveFailures(100))
                .tripWhen(TripRule.slowCallRate(0.9, ofMillis(100), Window.ofCalls(100))
                        .minimumCalls(2))
                .tripWhen(TripRule.failureRate(0.9, Window.ofCalls(100)).minimumCalls(3))
                .tripWhen(TripRule.failureRate(0.9, Window.ofCalls(2)))
                .tripWhen(TripRule.slowCallRate(0.9, ofMillis(1), Window.ofCalls(100))
                        .minimumCalls(50)));

        breaker.succeedIn(ofMillis(100));
        assertThat(breaker.stats().slowRate()).isNaN();
        breaker.fail();
        assertThat(breaker.stats().slowRate()).isEqualTo(0.5);
        assertThat(breaker.stats().failureRate()).isNaN();
        breaker.succeed();
        assertThat(breaker.stats().failureRate()).isEqualTo(1 / 3d);
    }

    @Test
    void everyRuleIsToldOfEveryOutcome() {
        var breaker = TestedBreaker.unheard(
                config -> config.failureThreshold(3).tripWhen(TripRule.failureRate(1, Window.ofCalls(4))));

        breaker.fail(2);
        breaker.succeed();
        breaker.fail(2);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.stats().failureRate()).isEqualTo(0.75);
        breaker.fail();

        assertThat(breaker.reject().rule()).isEqualTo(TripRule.consecutiveFailures(3));
    }

    @Test
    void aSuccessTripsByTheFirstOfTheRulesThatItFires() {
        TripRule first = TripRule.failureRate(0.5, Window.ofCalls(4));
        var breaker = TestedBreaker.unheard(config -> config.tripWhen(TripRule.consecutiveFailures(9))
                .tripWhen(first)
                .tripWhen(TripRule.failureRate(0.25, Window.ofCalls(4))));
        breaker.fail(2);
        breaker.succeed();
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.succeed();

        assertThat(breaker.reject().rule()).isSameAs(first);
    }

    @Test
    void severalRulesWithoutARateHaveNone() {
        var breaker = TestedBreaker.unheard(
                config -> config.failureThreshold(9).tripWhen(TripRule.failures(9, ofSeconds(1))));
        breaker.fail(2);

        assertThat(breaker.stats().failureRate()).isNaN();
        assertThat(breaker.stats().slowRate()).isNaN();
    }

    @Test
    void aSlowSuccessTripsWithoutAFailureToReport() {
        var breaker = watchingSlowness(1);

        breaker.succeedIn(ofMillis(100));

        assertThat(breaker.reject().lastFailure()).isNull();
        assertThat(breaker.reject())
                .hasMessage(
                        "payments is OPEN: 1 of 1 calls: 50 % of the last call took 100 ms or longer; retry after 60.0 s");
    }
}
