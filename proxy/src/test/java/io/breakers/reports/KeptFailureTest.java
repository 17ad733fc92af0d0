package io.breakers.reports;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerListener;
import io.breakers.api.OpenWait;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.tools.Reachable;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R21: a breaker keeps a throwable only as long as it may still be asked for it. */
class KeptFailureTest {
    private static final TripRule ROW = TripRule.consecutiveFailures(3);
    private static final TripRule WITHIN = TripRule.failures(3, ofSeconds(10));
    private static final TripRule CALLS = TripRule.failureRate(0.5, Window.ofCalls(10));
    private static final TripRule TIME = TripRule.failureRate(0.5, Window.ofDuration(ofSeconds(10)));
    private static final Duration SLOWER = ofSeconds(1);
    private static final TripRule SLOW = TripRule.slowCallRate(0.5, SLOWER, Window.ofCalls(10));

    static List<List<TripRule>> rules() {
        return List.of(
                List.of(ROW), List.of(WITHIN), List.of(CALLS), List.of(TIME), List.of(SLOW), List.of(ROW, CALLS, SLOW));
    }

    private static TestedBreaker watching(List<TripRule> rules, boolean heard) {
        return TestedBreaker.unheard(config -> {
            rules.forEach(config::tripWhen);
            return heard ? config.listener(owner -> new BreakerListener() {}) : config;
        });
    }

    /** The failure can be reached by the breaker alone when this returns. */
    private static WeakReference<Throwable> failingOnce(TestedBreaker breaker) {
        var failure = new IOException("large");
        breaker.failWith(failure);
        return new WeakReference<>(failure);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void r21_aClosedBreakerThatIsCleanAgainKeepsNoFailure(List<TripRule> rules) {
        for (boolean heard : List.of(true, false)) {
            var breaker = watching(rules, heard);
            breaker.succeed(10);
            WeakReference<Throwable> failure = failingOnce(breaker);

            breaker.advance(ofSeconds(10));
            breaker.succeed(10);

            assertThat(Reachable.isGone(failure)).as("heard: %s", heard).isTrue();
            assertThat(breaker.state()).isEqualTo(CLOSED);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void r21_aStateThatIsOverKeepsNoFailure(List<TripRule> rules) {
        for (boolean heard : List.of(true, false)) {
            var breaker = watching(rules, heard);
            WeakReference<Throwable> failure = failingOnce(breaker);

            breaker.breaker().forceOpen();

            assertThat(Reachable.isGone(failure)).as("heard: %s", heard).isTrue();
            assertThat(breaker.reject().lastFailure()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void r21_aStateThatIsOverTakesNoLateFailure(boolean reset) {
        var breaker = watching(List.of(CALLS), false);
        var late = breaker.begin();
        if (reset) {
            breaker.breaker().reset();
        } else {
            breaker.breaker().forceOpen();
        }

        WeakReference<Throwable> failure = failing(late);

        assertThat(Reachable.isGone(failure)).isTrue();
        Reference.reachabilityFence(late);
        assertThat(breaker.stats().failures()).isEqualTo(1);
    }

    private static WeakReference<Throwable> failing(TestedBreaker.Pending call) {
        var failure = new IOException("late");
        call.fail(failure);
        return new WeakReference<>(failure);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void r21_aTrippedBreakerKeepsTheWordsAlone(boolean probed) {
        var breaker = TestedBreaker.unheard(config -> config.failureThreshold(1).openFor(ofSeconds(10)));
        WeakReference<Throwable> failure = failingOnce(breaker);
        if (probed) {
            breaker.advance(ofSeconds(10));
            failure = failingOnce(breaker);
        }

        assertThat(Reachable.isGone(failure)).isTrue();
        assertThat(breaker.reject().lastFailure()).isEqualTo("java.io.IOException: large");
    }

    @Test
    void r21_aSuccessThatTripsStillFindsTheFailureInItsWindow() {
        OpenWait wait = OpenWait.fixed(ofSeconds(10)).fromFailure(failure -> ofSeconds(99));
        for (Window window : List.of(Window.ofCalls(10), Window.ofDuration(Duration.ofHours(1)))) {
            var breaker = TestedBreaker.unheard(config -> config.openFor(wait)
                    .tripWhen(TripRule.failureRate(0.1, window).minimumCalls(10)));
            breaker.fail();

            breaker.succeed(9);

            assertThat(breaker.state()).isEqualTo(OPEN);
            assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(99));
            assertThat(breaker.reject().lastFailure()).isEqualTo("java.io.IOException: down");
        }
    }

    @Test
    void aSuccessThatTripsBySlownessAloneNamesNoFailure() {
        for (Window window : List.of(Window.ofCalls(4), Window.ofDuration(ofSeconds(60)))) {
            var breaker = TestedBreaker.with(config -> config.tripWhen(
                            TripRule.slowCallRate(0.5, SLOWER, window).minimumCalls(4))
                    .tripWhen(TripRule.failureRate(0.9, window).minimumCalls(4))
                    .openFor(ofSeconds(10)));
            breaker.fail(2);
            breaker.succeedIn(SLOWER);
            breaker.succeedIn(SLOWER);

            assertThat(breaker.reject().lastFailure()).isNull();
            assertThat(breaker.breaker().status().lastFailure()).isNull();
            assertThat(breaker.recorder().transitions())
                    .singleElement()
                    .hasToString("payments #1 CLOSED -> OPEN: 2 of 4 calls: 50 % of " + window + " took 1 s or longer");

            breaker.advance(ofSeconds(10));
            breaker.succeedIn(SLOWER);
            assertThat(breaker.recorder().transitions())
                    .last()
                    .hasToString("payments #3 HALF_OPEN -> OPEN: a probe was slow");
        }
    }

    @Test
    void aSlowFailureThatTripsIsNamed() {
        var breaker = watching(List.of(TripRule.slowCallRate(1, SLOWER, Window.ofCalls(2))), false);
        breaker.succeedIn(SLOWER);
        breaker.failIn(SLOWER);

        assertThat(breaker.reject().lastFailure()).isEqualTo("java.io.IOException: down");
    }

    @Test
    void aSlowSuccessNamesTheFailureIfTheRuleCountsFailuresToo() {
        var breaker = watching(List.of(TripRule.badCallRate(0.5, SLOWER, Window.ofCalls(10))), false);
        WeakReference<Throwable> failure = failingOnce(breaker);
        breaker.succeed(100);
        assertThat(Reachable.isGone(failure)).isTrue();

        for (int call = 0; call < 5; call++) {
            breaker.succeedIn(SLOWER);
        }

        assertThat(breaker.reject().lastFailure()).isEqualTo("java.io.IOException: large");
    }
}
