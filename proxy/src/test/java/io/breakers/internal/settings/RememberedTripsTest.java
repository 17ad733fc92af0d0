package io.breakers.internal.settings;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.OpenWait;
import io.breakers.internal.state.TestedBreaker;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S52: trips before the breaker was closed that lengthen the wait. */
class RememberedTripsTest {
    private static final Duration FORGET = ofMinutes(10);

    /** A breaker that has closed after its third trip in a row: its waits were 1, 2 and 4 s. */
    private static TestedBreaker closedAfterThreeTrips(Duration forgetAfter) {
        OpenWait wait = OpenWait.exponential(ofSeconds(1), 2, ofSeconds(1_000)).forgetAfter(forgetAfter);
        var breaker = TestedBreaker.with(
                config -> config.failureThreshold(1).successThreshold(1).openFor(wait));
        breaker.fail();
        breaker.advance(ofSeconds(1));
        breaker.fail();
        breaker.advance(ofSeconds(2));
        breaker.fail();
        breaker.advance(ofSeconds(4));
        breaker.succeed();
        return breaker;
    }

    private static Duration wait(TestedBreaker breaker) {
        breaker.fail();
        return breaker.reject().retryAfter();
    }

    @ParameterizedTest
    @CsvSource({"0, 8", "599.999999999, 8", "600, 4", "1199.999999999, 4", "1200, 2", "1800, 1", "1000000, 1"})
    void s52_oneTripLessCountsForEachDurationInClosed(String closed, long seconds) {
        var breaker = closedAfterThreeTrips(FORGET);
        breaker.advance(Duration.parse("PT" + closed + "S"));

        assertThat(wait(breaker)).isEqualTo(ofSeconds(seconds));
    }

    @Test
    void s52_aTripByAnOperatorIsOneMore() {
        var breaker = closedAfterThreeTrips(FORGET);
        breaker.breaker().trip("maintenance");

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(8));
    }

    @Test
    void s52_aValueThatWasChangedSinceCounts() {
        var breaker = closedAfterThreeTrips(FORGET);
        breaker.advance(ofMinutes(10));
        var config = breaker.breaker().config();
        breaker.breaker()
                .reconfigure(config.toBuilder()
                        .openFor(config.openFor().forgetAfter(ofMinutes(5)))
                        .build());

        assertThat(wait(breaker)).isEqualTo(ofSeconds(2));
    }

    @Test
    void s52_aTargetThatRecoversForASecondAtATimeGetsNoShortWaits() {
        var breaker = closedAfterThreeTrips(FORGET);
        Duration expected = ofSeconds(8);
        for (int recovery = 0; recovery < 5; recovery++) {
            breaker.advance(ofSeconds(1));
            assertThat(wait(breaker)).isEqualTo(expected);
            breaker.advance(expected);
            breaker.succeed();
            expected = expected.multipliedBy(2);
        }
    }

    @Test
    void s52_theDurationIsCountedFromEachClosingAnew() {
        var breaker = closedAfterThreeTrips(FORGET);
        breaker.advance(ofSeconds(599));
        assertThat(wait(breaker)).isEqualTo(ofSeconds(8));
        breaker.advance(ofSeconds(8));
        breaker.succeed();
        breaker.advance(ofSeconds(599));

        assertThat(wait(breaker)).isEqualTo(ofSeconds(16));
    }

    @Test
    void s52_allAreForgottenAtOnceByDefault() {
        assertThat(wait(closedAfterThreeTrips(Duration.ZERO))).isEqualTo(ofSeconds(1));
    }

    @Test
    void s52_aResetForgetsThem() {
        var closed = closedAfterThreeTrips(FORGET);
        closed.breaker().reset();
        assertThat(wait(closed)).isEqualTo(ofSeconds(1));

        var open = closedAfterThreeTrips(FORGET);
        open.fail();
        open.breaker().reset();
        assertThat(wait(open)).isEqualTo(ofSeconds(1));
    }

    @Test
    void s52_shortDurationsAreExact() {
        var breaker = closedAfterThreeTrips(ofNanos(1));
        breaker.advanceNanos(1);

        assertThat(wait(breaker)).isEqualTo(ofSeconds(4));
    }

    @Test
    void s52_jitterAndCapApplyToTheLongerWait() {
        OpenWait wait = OpenWait.exponential(ofSeconds(1), 10, ofSeconds(5)).forgetAfter(FORGET);
        var breaker = TestedBreaker.with(
                config -> config.failureThreshold(1).successThreshold(1).openFor(wait));
        breaker.fail();
        breaker.advance(ofSeconds(1));
        breaker.succeed();
        breaker.advance(ofMillis(1));

        assertThat(wait(breaker)).isEqualTo(ofSeconds(5));
    }
}
