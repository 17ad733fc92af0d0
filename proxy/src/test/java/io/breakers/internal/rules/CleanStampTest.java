package io.breakers.internal.rules;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/**
 * When a success would change nothing, and when it fires nothing, and so is only counted: never where a rule would miss
 * it.
 */
class CleanStampTest {
    private static final TripRule ROW = TripRule.consecutiveFailures(2);
    private static final TripRule TWO_CALLS = TripRule.failureRate(1, Window.ofCalls(2));

    private static Tripwire watching(TripRule... rules) {
        return Tripwire.of(List.of(rules), 0);
    }

    private static void succeed(Tripwire tripwire) {
        assertThat(tripwire.succeeded(0, 0)).isNull();
    }

    private static void fail(Tripwire tripwire) {
        assertThat(tripwire.failed(0, 0, TestedBreaker.DOWN)).isNull();
    }

    @Test
    void aRowOfFailuresIsNotCleanUntilASuccess() {
        Tripwire row = watching(ROW);
        assertThat(row.isClean()).isTrue();

        fail(row);
        assertThat(row.isClean()).isFalse();
        succeed(row);
        assertThat(row.isClean()).isTrue();
    }

    @Test
    void failuresWithinATimeAreNoBusinessOfSuccesses() {
        Tripwire within = watching(TripRule.failures(2, ofSeconds(1)));
        assertThat(within.isClean()).isTrue();

        fail(within);
        assertThat(within.isClean()).isTrue();
    }

    @Test
    void aWindowOfCallsIsCleanWhileItIsFullOfSuccesses() {
        Tripwire rate = watching(TWO_CALLS);
        succeed(rate);
        assertThat(rate.isClean()).isFalse();
        succeed(rate);
        assertThat(rate.isClean()).isTrue();

        fail(rate);
        assertThat(rate.isClean()).isFalse();
        succeed(rate);
        assertThat(rate.isClean()).isFalse();
        succeed(rate);
        assertThat(rate.isClean()).isTrue();
    }

    /** As a call does that comes between a failure and its hint of when to look again. */
    @Test
    void aWindowIsNotCleanWhileItsLastFailureIsInItWhateverTheHintSays() {
        CallWindow window = new CallWindow(4, 4, new RateThreshold(1), new LongAdder());
        window.bad(0);

        window.noteClean(1, 1, 4);
        assertThat(window.clean().isClean()).isFalse();
        window.noteClean(1, 1, 5);
        assertThat(window.clean().isClean()).isTrue();
    }

    @Test
    void aWindowOfTimeCountsEveryCall() {
        Tripwire rate = watching(TripRule.failureRate(1, Window.ofDuration(ofSeconds(1))));
        assertThat(rate.isClean()).isFalse();
        succeed(rate);
        assertThat(rate.isClean()).isFalse();
    }

    @Test
    void whereSlownessCountsTheNextSuccessMayBeSlow() {
        Tripwire slow = watching(TripRule.slowCallRate(1, ofSeconds(1), Window.ofCalls(1)));
        succeed(slow);
        assertThat(slow.isClean()).isFalse();
    }

    @Test
    void severalRulesAreCleanWhenAllAre() {
        Tripwire both = watching(ROW, TWO_CALLS);
        assertThat(both.isClean()).as("the window is empty").isFalse();
        succeed(both);
        succeed(both);
        assertThat(both.isClean()).isTrue();

        fail(both);
        assertThat(both.isClean()).isFalse();
        succeed(both);
        assertThat(both.isClean()).as("a failure is in the window").isFalse();
        succeed(both);
        assertThat(both.isClean()).isTrue();
    }

    @Test
    void aRowOfFailuresEndsOnTheFastPath() {
        Tripwire row = watching(ROW);
        fail(row);
        assertThat(row.trySucceedFast()).isTrue();
        fail(row);
        assertThat(row.trySucceedFast()).isTrue();
        assertThat(row.isClean()).isTrue();
    }

    /** The success that completes the minimum may be what fires. */
    @Test
    void aWindowOfCallsHasNoFastPathBeforeItsMinimumIsJudged() {
        Tripwire rate = watching(TripRule.failureRate(0.5, Window.ofCalls(4)).minimumCalls(2));
        fail(rate);
        assertThat(rate.trySucceedFast()).isFalse();
        assertThat(rate.succeeded(0, 0)).as("1 of 2").isNotNull();

        assertThat(rate.trySucceedFast()).isTrue();
        assertThat(rate.trySucceedFast()).isTrue();
        assertThat(rate.rate(false, 0)).isEqualTo(0.25);
        assertThat(rate.trySucceedFast()).isTrue();
        assertThat(rate.rate(false, 0)).isZero();
    }

    @Test
    void thereIsNoFastPathWhereTimeOrSlownessMayDecide() {
        Tripwire time = watching(TripRule.failureRate(1, Window.ofDuration(ofSeconds(1))));
        succeed(time);
        assertThat(time.trySucceedFast()).isFalse();

        Tripwire slow = watching(TripRule.slowCallRate(1, ofSeconds(1), Window.ofCalls(1)));
        succeed(slow);
        assertThat(slow.trySucceedFast()).isFalse();
        assertThat(watching(TripRule.failures(2, ofSeconds(1))).trySucceedFast())
                .isTrue();
    }

    @Test
    void severalRulesHaveAFastPathOnlyWhereNoneHasToRecordASuccess() {
        Tripwire both = watching(ROW, TWO_CALLS);
        succeed(both);
        succeed(both);
        assertThat(both.trySucceedFast()).isTrue();

        fail(both);
        assertThat(both.trySucceedFast()).isFalse();
        assertThat(both.failed(0, 0, TestedBreaker.DOWN)).as("2 in a row").isNotNull();
    }
}
