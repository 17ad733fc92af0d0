package io.breakers.reports;

import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.OpenWait;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.tools.RecordedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** R22, R37, R39, R40: how long a breaker waits, and which rule wins where two seem to apply. */
class WaitRulesTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private static Duration firstWait(OpenWait wait) {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).openFor(wait));
        breaker.fail();
        return breaker.reject().retryAfter();
    }

    private static List<Duration> waits(OpenWait wait, int trips) {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).openFor(wait));
        List<Duration> waits = new ArrayList<>();
        while (waits.size() < trips) {
            breaker.fail();
            waits.add(breaker.reject().retryAfter());
            breaker.advance(waits.get(waits.size() - 1));
        }
        return waits;
    }

    @Test
    void r22_aFailureMayNotAskForMoreThanTheCap() {
        assertThat(firstWait(OpenWait.exponential(ofSeconds(1), 2, ofSeconds(8)).fromFailure(failure -> ofDays(365))))
                .isEqualTo(ofSeconds(8));
    }

    @Test
    void r22_withoutACapAFailureMayAskForSixtyTimesTheBase() {
        assertThat(firstWait(OpenWait.fixed(ofSeconds(10)).fromFailure(failure -> ofDays(365))))
                .isEqualTo(ofMinutes(10));
        assertThat(firstWait(OpenWait.fixed(ofSeconds(10)).fromFailure(failure -> ofMinutes(9))))
                .isEqualTo(ofMinutes(9));
        assertThat(firstWait(OpenWait.fixed(ofSeconds(Long.MAX_VALUE)).fromFailure(failure -> ofDays(365))))
                .isEqualTo(ofDays(365));
    }

    @Test
    void r22_whoAllowsMoreThanTheCapGetsIt() {
        OpenWait fixed = OpenWait.fixed(ofSeconds(10)).fromFailure(failure -> ofDays(365), ofDays(1));
        OpenWait growing =
                OpenWait.exponential(ofSeconds(1), 2, ofSeconds(8)).fromFailure(failure -> ofDays(365), ofMinutes(1));

        assertThat(firstWait(fixed)).isEqualTo(ofDays(1));
        assertThat(firstWait(growing.jitter(0.2))).isEqualTo(ofMinutes(1));
        assertThat(waits(growing.fromFailure(failure -> null, ofMinutes(1)), 5)).endsWith(ofSeconds(8));
    }

    /** It may take a while, and that is no part of the wait. */
    @Test
    void r40_theWaitBeginsWhenItsLengthIsKnown() {
        var itself = new AtomicReference<TestedBreaker>();
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1)
                .openFor(OpenWait.fixed(ofSeconds(10)).fromFailure(failure -> {
                    itself.get().advance(ofSeconds(4));
                    return ofSeconds(8);
                })));
        itself.set(breaker);

        breaker.fail();
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(8));
        breaker.advance(ofSeconds(8));
        breaker.fail();
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(8));
    }

    @Test
    void r22_aZeroIsTheBaseWaitAndNothingToLog() {
        assertThat(firstWait(OpenWait.exponential(ofSeconds(1), 2, ofSeconds(8)).fromFailure(failure -> Duration.ZERO)))
                .isEqualTo(ofSeconds(1));
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void r37_theMultiplierStandsForItsDecimalValue() {
        assertThat(waits(OpenWait.exponential(ofNanos(100), 1.15, ofSeconds(1)), 3))
                .containsExactly(ofNanos(100), ofNanos(115), ofNanos(132));
        assertThat(waits(OpenWait.exponential(ofNanos(1_000_000_000), 1.1, ofMinutes(1)), 4))
                .containsExactly(ofSeconds(1), ofMillis(1_100), ofMillis(1_210), ofMillis(1_331));
        assertThat(waits(OpenWait.exponential(ofNanos(100), 2.3, ofNanos(231)), 3))
                .containsExactly(ofNanos(100), ofNanos(230), ofNanos(231));
    }

    /** S20 wins over S18. */
    @Test
    void r39_anOutcomeOfAnEarlierStateEndsNoLease() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).openFor(ofSeconds(10)));
        var early = breaker.begin();
        breaker.fail();
        breaker.advance(ofSeconds(10));
        breaker.begin();
        breaker.advance(ofSeconds(30));

        early.succeed();
        assertThat(breaker.recorder().transitions())
                .last()
                .satisfies(last -> assertThat(last.to()).isEqualTo(HALF_OPEN));

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    /** S14: slowness trips, whoever completes the minimum. */
    @Test
    void r39_aFastSuccessThatTripsASlowCallRuleAsksNoFailure() {
        OpenWait wait = OpenWait.fixed(ofSeconds(10)).fromFailure(failure -> ofSeconds(99));
        var breaker = TestedBreaker.with(
                config -> config.openFor(wait).tripWhen(TripRule.slowCallRate(0.5, ofMillis(100), Window.ofCalls(2))));
        breaker.failIn(ofMillis(100));

        breaker.succeed();

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(10));
    }
}
