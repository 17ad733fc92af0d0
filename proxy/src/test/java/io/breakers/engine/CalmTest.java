package io.breakers.engine;

import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerListener;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** When a success would change nothing, and when it fires nothing, and so is only counted: never where a rule would miss it. */
class CalmTest {
    private static final TripRule ROW = TripRule.consecutiveFailures(2);
    private static final TripRule TWO_CALLS = TripRule.failureRate(1, Window.ofCalls(2));

    private static Tripwire watching(TripRule... rules) {
        return Tripwire.of(List.of(rules), 0);
    }

    private static void succeed(Tripwire tripwire) {
        assertThat(tripwire.succeeded(0, 0)).isNull();
    }

    private static void fail(Tripwire tripwire) {
        assertThat(tripwire.failed(0, 0)).isNull();
    }

    @Test
    void aRowOfFailuresIsNotCalmUntilASuccess() {
        Tripwire row = watching(ROW);
        assertThat(row.isCalm()).isTrue();

        fail(row);
        assertThat(row.isCalm()).isFalse();
        succeed(row);
        assertThat(row.isCalm()).isTrue();
    }

    @Test
    void aCallOfAFunctionThatIsOnlyCountedReturnsWhatTheTargetReturned() throws Exception {
        var breaker = CircuitBreaker.create(BreakerName.of("payments"), BreakerConfig.defaults(), List.of());

        for (int call = 0; call < 3; call++) {
            assertThat(breaker.call(() -> "paid")).isEqualTo("paid");
        }

        assertThat(breaker.stats().successes()).isEqualTo(3);
    }

    @Test
    void failuresWithinATimeAreNoBusinessOfSuccesses() {
        Tripwire within = watching(TripRule.failures(2, ofSeconds(1)));
        assertThat(within.isCalm()).isTrue();

        fail(within);
        assertThat(within.isCalm()).isTrue();
    }

    @Test
    void aWindowOfCallsIsCalmWhileItIsFullOfSuccesses() {
        Tripwire rate = watching(TWO_CALLS);
        succeed(rate);
        assertThat(rate.isCalm()).isFalse();
        succeed(rate);
        assertThat(rate.isCalm()).isTrue();

        fail(rate);
        assertThat(rate.isCalm()).isFalse();
        succeed(rate);
        assertThat(rate.isCalm()).isFalse();
        succeed(rate);
        assertThat(rate.isCalm()).isTrue();
    }

    /** As a call does that comes between a failure and its hint of when to look again. */
    @Test
    void aWindowIsNotCalmWhileItsLastFailureIsInItWhateverTheHintSays() {
        CallWindow window = new CallWindow(4, 4, new Share(1));
        window.mark(0);

        window.noteQuiet(1, 4);
        assertThat(window.calm().isThere()).isFalse();
        window.noteQuiet(1, 5);
        assertThat(window.calm().isThere()).isTrue();
    }

    @Test
    void aWindowOfTimeCountsEveryCall() {
        Tripwire rate = watching(TripRule.failureRate(1, Window.ofDuration(ofSeconds(1))));
        assertThat(rate.isCalm()).isFalse();
        succeed(rate);
        assertThat(rate.isCalm()).isFalse();
    }

    @Test
    void whereSlownessCountsTheNextSuccessMayBeSlow() {
        Tripwire slow = watching(TripRule.slowCallRate(1, ofSeconds(1), Window.ofCalls(1)));
        succeed(slow);
        assertThat(slow.isCalm()).isFalse();
    }

    @Test
    void severalRulesAreCalmWhenAllAre() {
        Tripwire both = watching(ROW, TWO_CALLS);
        assertThat(both.isCalm()).as("the window is empty").isFalse();
        succeed(both);
        succeed(both);
        assertThat(both.isCalm()).isTrue();

        fail(both);
        assertThat(both.isCalm()).isFalse();
        succeed(both);
        assertThat(both.isCalm()).as("a failure is in the window").isFalse();
        succeed(both);
        assertThat(both.isCalm()).isTrue();
    }

    @Test
    void aRowOfFailuresEndsQuietly() {
        Tripwire row = watching(ROW);
        fail(row);
        assertThat(row.succeededQuietly()).isTrue();
        fail(row);
        assertThat(row.succeededQuietly()).isTrue();
        assertThat(row.isCalm()).isTrue();
    }

    /** The success that completes the minimum may be what fires. */
    @Test
    void aWindowOfCallsTakesNothingQuietlyBeforeItsMinimumIsJudged() {
        Tripwire rate = watching(TripRule.failureRate(0.5, Window.ofCalls(4)).minimumCalls(2));
        fail(rate);
        assertThat(rate.succeededQuietly()).isFalse();
        assertThat(rate.succeeded(0, 0)).as("1 of 2").isNotNull();

        assertThat(rate.succeededQuietly()).isTrue();
        assertThat(rate.succeededQuietly()).isTrue();
        assertThat(rate.rate(false, 0)).isEqualTo(0.25);
        assertThat(rate.succeededQuietly()).isTrue();
        assertThat(rate.rate(false, 0)).isZero();
    }

    @Test
    void nothingIsTakenQuietlyThatTimeOrSlownessMayDecide() {
        Tripwire time = watching(TripRule.failureRate(1, Window.ofDuration(ofSeconds(1))));
        succeed(time);
        assertThat(time.succeededQuietly()).isFalse();

        Tripwire slow = watching(TripRule.slowCallRate(1, ofSeconds(1), Window.ofCalls(1)));
        succeed(slow);
        assertThat(slow.succeededQuietly()).isFalse();
        assertThat(watching(TripRule.failures(2, ofSeconds(1))).succeededQuietly())
                .isTrue();
    }

    @Test
    void severalRulesTakeASuccessQuietlyOnlyWhereNoneHasToWriteItDown() {
        Tripwire both = watching(ROW, TWO_CALLS);
        succeed(both);
        succeed(both);
        assertThat(both.succeededQuietly()).isTrue();

        fail(both);
        assertThat(both.succeededQuietly()).isFalse();
        assertThat(both.failed(0, 0)).as("2 in a row").isNotNull();
    }

    /** A call as a proxy makes it. */
    private static void call(Guard guard, boolean succeeds) {
        Permit permit = guard.enterQuietly();
        if (permit == null) {
            permit = (Permit) guard.enter();
        }
        long start = guard.start(permit);
        if (!succeeds) {
            guard.threw(permit, start, new IllegalStateException("down"));
        } else if (!Guard.succeededQuietly(permit)) {
            guard.returned(permit, start, "paid");
        }
    }

    private static CircuitBreaker breaker(UnaryOperator<BreakerConfigBuilder> settings) {
        BreakerConfig config = settings.apply(BreakerConfig.builder()).build();
        return CircuitBreaker.create(BreakerName.of("payments"), config, List.of());
    }

    @Test
    void aSuccessThatEndsARowIsNotPassedOver() {
        var breaker = breaker(config -> config.failureThreshold(2));
        var guard = new Guard(() -> breaker, breaker.config(), null);
        for (int round = 0; round < 3; round++) {
            call(guard, true);
            call(guard, false);
        }
        assertThat(breaker.stats())
                .hasToString("6 calls: 3 successes, 3 failures, 0 ignored, 0 cancelled, 0 rejected, 0 in flight");

        call(guard, false);

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aSuccessThatCompletesTheMinimumIsNotPassedOver() {
        var breaker = breaker(config ->
                config.tripWhen(TripRule.failureRate(0.5, Window.ofCalls(4)).minimumCalls(2)));
        var guard = new Guard(() -> breaker, breaker.config(), null);

        call(guard, false);
        call(guard, true);

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aQuietCallIsCountedOnce() {
        var breaker = breaker(config -> config);
        var guard = new Guard(() -> breaker, breaker.config(), null);
        assertThat(guard.enterQuietly()).as("the first call of a thread").isNull();
        var first = (Permit) guard.enter();
        assertThat(Guard.succeededQuietly(first)).isTrue();

        assertThat(guard.enterQuietly()).isSameAs(first);
        assertThat(Guard.succeededQuietly(first)).isTrue();

        assertThat(breaker.stats())
                .hasToString("2 calls: 2 successes, 0 failures, 0 ignored, 0 cancelled, 0 rejected, 0 in flight");
    }

    @Test
    void aPermitOfAnotherStateIsNotQuiet() {
        var breaker = breaker(config -> config);
        var guard = new Guard(() -> breaker, breaker.config(), null);
        breaker.disable();

        var permit = (Permit) guard.enter();

        assertThat(guard.enterQuietly()).isNull();
        assertThat(Guard.succeededQuietly(permit)).isFalse();
        assertThat(breaker.stats().inFlight()).isEqualTo(1);
    }

    @Test
    void nobodyIsPassedOverWhoWantsTheTimeTheResultOrTheEvent() {
        assertThat(settings(config -> config, BreakerListener.NONE).quiet).isTrue();
        assertThat(settings(config -> config, new BreakerListener() {}).quiet).isFalse();
        assertThat(settings(BreakerConfigBuilder::measureTime, BreakerListener.NONE).quiet)
                .isFalse();
        assertThat(settings(config -> config.failOnResult("declined"::equals), BreakerListener.NONE).quiet)
                .isFalse();
    }

    private static Settings settings(UnaryOperator<BreakerConfigBuilder> settings, BreakerListener listener) {
        return new Settings(settings.apply(BreakerConfig.builder()).build(), listener);
    }
}
