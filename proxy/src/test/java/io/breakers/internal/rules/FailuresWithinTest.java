package io.breakers.internal.rules;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.TripRule;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.testing.ManualTicker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S9: so many failures less than so much time apart, to the nanosecond. */
class FailuresWithinTest {
    @Test
    void failuresWithinFireWhenTheyLieLessThanThatApart() {
        var breaker = TestedBreaker.unheard(config -> config.tripWhen(TripRule.failures(3, ofSeconds(10))));

        breaker.fail();
        breaker.advance(ofSeconds(5));
        breaker.fail();
        breaker.advance(ofSeconds(5));
        breaker.fail();
        assertThat(breaker.state()).as("the first is 10 s old").isEqualTo(CLOSED);
        breaker.advance(ofSeconds(5).minusNanos(1));
        breaker.succeed(100);
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().reason()).isEqualTo("3 failures within 10 s");
    }

    @Test
    void oneFailureWithinTripsAtOnce() {
        var breaker = TestedBreaker.unheard(config -> config.tripWhen(TripRule.failures(1, ofNanos(1))));

        breaker.succeed();
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().reason()).isEqualTo("1 failure within 1 ns");
    }

    @Test
    void failuresWithinHaveNoRates() {
        var breaker = TestedBreaker.unheard(config -> config.tripWhen(TripRule.failures(2, ofSeconds(10))));

        breaker.fail();

        assertThat(breaker.stats().failureRate()).isNaN();
        assertThat(breaker.stats().slowRate()).isNaN();
    }

    @Test
    void aFailureWhoseClockRanBackwardsIsNoOlderThanTheOneBeforeIt() {
        var breaker = TestedBreaker.unheard(config -> config.tripWhen(TripRule.failures(3, ofSeconds(10))));

        breaker.advance(ofSeconds(100));
        breaker.fail();
        breaker.goBack(ofSeconds(100));
        breaker.fail();
        breaker.advance(ofSeconds(110));
        breaker.fail();
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.goBack(ofSeconds(2));
        breaker.fail();

        assertThat(breaker.state()).as("110, 110, 100").isEqualTo(CLOSED);
        breaker.fail();
        assertThat(breaker.state()).as("110, 110, 110").isEqualTo(OPEN);
    }

    @Test
    void aFailureWhoseClockRanBackwardsIsNotNearTheFirstOfThem() {
        var breaker = TestedBreaker.unheard(config -> config.tripWhen(TripRule.failures(3, ofSeconds(10))));

        breaker.advance(ofSeconds(85));
        breaker.fail();
        breaker.advance(ofSeconds(15));
        breaker.fail();
        breaker.goBack(ofSeconds(100));
        breaker.fail();

        assertThat(breaker.state()).as("85, 100, 100").isEqualTo(CLOSED);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE - 1_000, Long.MIN_VALUE, -1, 0})
    void failuresWithinDoNotMindTheOriginOfTime(long start) {
        TripRule rule = TripRule.failures(2, ofNanos(2_000));
        var breaker = TestedBreaker.at(ManualTicker.startingAt(start), config -> config.tripWhen(rule));

        breaker.fail();
        breaker.advanceNanos(2_000);
        breaker.fail();
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.advanceNanos(1_999);
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }
}
