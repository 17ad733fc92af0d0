package io.breakers.api;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules and windows are values: what they refuse, hold, equal and say. */
class TripRuleTest {
    private static final Window CALLS = Window.ofCalls(100);

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static void assertMissing(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(NullPointerException.class).hasMessage(message);
    }

    @Test
    void consecutiveFailuresMustBePositive() {
        assertRefused(() -> TripRule.consecutiveFailures(0), "failures must be at least 1, was 0");
        assertThat(TripRule.consecutiveFailures(Integer.MAX_VALUE).failures()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void failuresWithinMustBeAFewInSomeTime() {
        assertRefused(() -> TripRule.failures(0, ofSeconds(1)), "failures must be from 1 to 10000000, was 0");
        assertRefused(
                () -> TripRule.failures(10_000_001, ofSeconds(1)), "failures must be from 1 to 10000000, was 10000001");
        assertRefused(() -> TripRule.failures(1, Duration.ZERO), "within must be at least 1 ns, was 0 s");
        assertMissing(() -> TripRule.failures(1, null), "within");
        assertThat(TripRule.failures(10_000_000, ofNanos(1)).failures()).isEqualTo(10_000_000);
        assertThat(TripRule.failures(1, ofNanos(1)).within()).isEqualTo(ofNanos(1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.0000001, 50, Double.NaN, Double.POSITIVE_INFINITY})
    void aRateMustBeAShare(double rate) {
        assertRefused(
                () -> TripRule.failureRate(rate, CALLS),
                "failureRate must be in (0, 1], 0.5 for one half, was " + rate);
        assertRefused(
                () -> TripRule.slowCallRate(rate, ofSeconds(1), CALLS),
                "slowCallRate must be in (0, 1], 0.5 for one half, was " + rate);
    }

    @Test
    void theLimitsOfARateAreTaken() {
        assertThat(TripRule.failureRate(1, CALLS).rate()).isEqualTo(1);
        assertThat(TripRule.failureRate(Double.MIN_VALUE, CALLS).rate()).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void whatARateNeedsIsNamed() {
        assertMissing(() -> TripRule.failureRate(0.5, null), "window");
        assertMissing(() -> TripRule.slowCallRate(0.5, null, CALLS), "slowerThan");
        assertRefused(
                () -> TripRule.slowCallRate(0.5, Duration.ZERO, CALLS), "slowerThan must be at least 1 ns, was 0 s");
        assertRefused(() -> TripRule.failureRate(0.5, CALLS).minimumCalls(0), "minimumCalls must be at least 1, was 0");
    }

    @Test
    void theMinimumIsTheWindowOrTwentyUnlessItIsGiven() {
        assertThat(TripRule.failureRate(0.5, CALLS).minimumCalls()).isEqualTo(100);
        assertThat(TripRule.failureRate(0.5, Window.ofDuration(ofSeconds(1))).minimumCalls())
                .isEqualTo(20);
        assertThat(TripRule.failureRate(0.5, CALLS).minimumCalls(1).minimumCalls())
                .isEqualTo(1);
    }

    @Test
    void anotherMinimumIsAnotherRule() {
        TripRule.Rate rule = TripRule.slowCallRate(0.5, ofSeconds(1), CALLS);
        TripRule.Rate other = rule.minimumCalls(7);

        assertThat(rule.minimumCalls()).isEqualTo(100);
        assertThat(other.rate()).isEqualTo(0.5);
        assertThat(other.slowerThan()).isEqualTo(ofSeconds(1));
        assertThat(other.window()).isEqualTo(CALLS);
        assertThat(TripRule.failureRate(0.5, CALLS).slowerThan()).isNull();
    }

    @Test
    void aWindowHasFromOneToTenMillionCalls() {
        assertRefused(() -> Window.ofCalls(0), "calls must be from 1 to 10000000, was 0");
        assertRefused(() -> Window.ofCalls(10_000_001), "calls must be from 1 to 10000000, was 10000001");
        assertThat(Window.ofCalls(1).calls()).isEqualTo(1);
        assertThat(Window.ofCalls(10_000_000).calls()).isEqualTo(10_000_000);
        assertThat(Window.ofCalls(1).duration()).isNull();
    }

    @Test
    void aWindowOfTimeHasAtLeastTwentyNanoseconds() {
        assertRefused(() -> Window.ofDuration(ofNanos(19)), "duration must be at least 20 ns, was 19 ns");
        assertMissing(() -> Window.ofDuration(null), "duration");
        assertThat(Window.ofDuration(ofNanos(20)).duration()).isEqualTo(ofNanos(20));
        assertThat(Window.ofDuration(ofNanos(20)).calls()).isZero();
    }

    @Test
    void rulesEqualByValue() {
        TripRule.Rate rate = TripRule.failureRate(0.5, CALLS);

        assertThat(TripRule.consecutiveFailures(5))
                .isEqualTo(TripRule.consecutiveFailures(5))
                .hasSameHashCodeAs(TripRule.consecutiveFailures(5))
                .isNotEqualTo(TripRule.consecutiveFailures(6))
                .isNotEqualTo(rate);
        assertThat(TripRule.failures(5, ofSeconds(1)))
                .isEqualTo(TripRule.failures(5, ofMillis(1_000)))
                .hasSameHashCodeAs(TripRule.failures(5, ofMillis(1_000)))
                .isNotEqualTo(TripRule.failures(6, ofSeconds(1)))
                .isNotEqualTo(TripRule.failures(5, ofSeconds(2)))
                .isNotEqualTo(rate);
        assertThat(rate)
                .isEqualTo(TripRule.failureRate(0.5, Window.ofCalls(100)).minimumCalls(100))
                .hasSameHashCodeAs(TripRule.failureRate(0.5, Window.ofCalls(100)))
                .isNotEqualTo(TripRule.failureRate(0.6, CALLS))
                .isNotEqualTo(TripRule.failureRate(0.5, Window.ofCalls(99)).minimumCalls(99))
                .isNotEqualTo(rate.minimumCalls(99))
                .isNotEqualTo(TripRule.slowCallRate(0.5, ofSeconds(1), CALLS))
                .isNotEqualTo("rate");
    }

    @Test
    void aRuleOfTypesEqualsOneOfTheSameTypesInAnyOrder() {
        var row = TripRule.consecutiveFailures(5);
        var within = TripRule.failures(5, ofSeconds(1));
        var rate = TripRule.failureRate(0.5, CALLS);

        assertThat(row.of(IOException.class, TimeoutException.class))
                .isEqualTo(row.of(TimeoutException.class, IOException.class, IOException.class))
                .hasSameHashCodeAs(row.of(TimeoutException.class, IOException.class))
                .isNotEqualTo(row.of(IOException.class))
                .isNotEqualTo(row);
        assertThat(within.of(IOException.class))
                .isEqualTo(within.of(IOException.class))
                .hasSameHashCodeAs(within.of(IOException.class))
                .isNotEqualTo(within.of(TimeoutException.class))
                .isNotEqualTo(within);
        assertThat(rate.of(IOException.class))
                .isEqualTo(rate.of(IOException.class))
                .hasSameHashCodeAs(rate.of(IOException.class))
                .isNotEqualTo(rate.of(TimeoutException.class))
                .isNotEqualTo(rate);
    }

    @Test
    void aBadCallRateIsNoOtherRate() {
        TripRule.Rate bad = TripRule.badCallRate(0.5, ofSeconds(1), CALLS);

        assertThat(bad)
                .isEqualTo(TripRule.badCallRate(0.5, ofMillis(1_000), CALLS))
                .hasSameHashCodeAs(TripRule.badCallRate(0.5, ofMillis(1_000), CALLS))
                .isNotEqualTo(TripRule.slowCallRate(0.5, ofSeconds(1), CALLS))
                .isNotEqualTo(TripRule.failureRate(0.5, CALLS));
        assertThat(bad.countsFailures()).isTrue();
        assertThat(bad.slowerThan()).isEqualTo(ofSeconds(1));
        assertThat(TripRule.slowCallRate(0.5, ofSeconds(1), CALLS).countsFailures())
                .isFalse();
    }

    @Test
    void aRuleKeepsItsTypesAndItsOtherSettings() {
        var rate = TripRule.badCallRate(0.5, ofSeconds(1), CALLS)
                .minimumCalls(7)
                .of(IOException.class)
                .minimumCalls(8);

        assertThat(rate.types()).containsExactly(IOException.class);
        assertThat(rate.minimumCalls()).isEqualTo(8);
        assertThat(rate.of(TimeoutException.class).types()).containsExactly(TimeoutException.class);
        assertThat(TripRule.consecutiveFailures(1).types()).isEmpty();
        assertThat(TripRule.slowCallRate(0.5, ofSeconds(1), CALLS).types()).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked") // no types at all
    void aRuleNeedsTypesItCanCount() {
        String none = "of needs at least one type; leave it out to count every failure";
        assertRefused(() -> TripRule.consecutiveFailures(1).of(), none);
        assertRefused(() -> TripRule.failures(1, ofSeconds(1)).of(), none);
        assertRefused(() -> TripRule.failureRate(0.5, CALLS).of(), none);
        assertMissing(() -> TripRule.consecutiveFailures(1).of((Class<IOException>) null), "types");
        assertMissing(() -> TripRule.consecutiveFailures(1).of((Class<IOException>[]) null), "types");
        assertMissing(() -> TripRule.failures(1, ofSeconds(1)).of((Class<IOException>) null), "types");
        assertMissing(() -> TripRule.failureRate(0.5, CALLS).of((Class<IOException>) null), "types");
        assertRefused(
                () -> TripRule.slowCallRate(0.5, ofSeconds(1), CALLS).of(IOException.class),
                "slowCallRate counts slow calls of every outcome; leave of out, or use badCallRate");
        assertRefused(
                () -> TripRule.badCallRate(50, ofSeconds(1), CALLS),
                "badCallRate must be in (0, 1], 0.5 for one half, was 50.0");
    }

    @Test
    void rulesOfTypesAndBadCallRatesDescribeThemselves() {
        assertThat(TripRule.consecutiveFailures(3).of(IOException.class))
                .hasToString("3 consecutive failures of IOException");
        assertThat(TripRule.consecutiveFailures(1).of(IOException.class, TimeoutException.class))
                .hasToString("1 failure of IOException or TimeoutException");
        assertThat(TripRule.failures(3, ofSeconds(10)).of(IOException.class))
                .hasToString("3 failures of IOException within 10 s");
        assertThat(TripRule.failureRate(0.5, CALLS).of(IOException.class))
                .hasToString("50 % of the last 100 calls failed with IOException");
        assertThat(TripRule.badCallRate(0.5, ofSeconds(2), CALLS))
                .hasToString("50 % of the last 100 calls failed or took 2 s or longer");
        assertThat(TripRule.badCallRate(0.5, ofSeconds(2), CALLS).of(IOException.class))
                .hasToString("50 % of the last 100 calls failed with IOException or took 2 s or longer");
    }

    @Test
    void windowsEqualByValue() {
        Window time = Window.ofDuration(ofSeconds(1));

        assertThat(CALLS)
                .isEqualTo(Window.ofCalls(100))
                .hasSameHashCodeAs(Window.ofCalls(100))
                .isNotEqualTo(Window.ofCalls(99))
                .isNotEqualTo(time)
                .isNotEqualTo("calls");
        assertThat(time)
                .isEqualTo(Window.ofDuration(ofMillis(1_000)))
                .hasSameHashCodeAs(Window.ofDuration(ofMillis(1_000)))
                .isNotEqualTo(Window.ofDuration(ofSeconds(2)));
    }

    @Test
    void saysWhatItIs() {
        assertThat(TripRule.consecutiveFailures(1)).hasToString("1 failure");
        assertThat(TripRule.consecutiveFailures(5)).hasToString("5 consecutive failures");
        assertThat(TripRule.failures(1, ofMillis(20))).hasToString("1 failure within 20 ms");
        assertThat(TripRule.failures(3, ofSeconds(90))).hasToString("3 failures within 90 s");
        assertThat(TripRule.failureRate(1 / 3d, Window.ofCalls(1)))
                .hasToString("33.33333333333333 % of the last call failed");
        assertThat(TripRule.failureRate(0.333, Window.ofDuration(ofSeconds(120))))
                .hasToString("33.3 % of the last 2 min failed");
        assertThat(TripRule.slowCallRate(0.5, ofNanos(1_500_000), CALLS))
                .hasToString("50 % of the last 100 calls took 1.5 ms or longer");
    }

    @Test
    void durationsAreWrittenAsPeopleReadThem() {
        assertThat(Checks.text(Duration.ZERO)).isEqualTo("0 s");
        assertThat(Checks.text(ofNanos(1))).isEqualTo("1 ns");
        assertThat(Checks.text(ofNanos(999_999))).isEqualTo("999999 ns");
        assertThat(Checks.text(ofMillis(1))).isEqualTo("1 ms");
        assertThat(Checks.text(ofNanos(999_999_999))).isEqualTo("999.999999 ms");
        assertThat(Checks.text(ofSeconds(1))).isEqualTo("1 s");
        assertThat(Checks.text(ofSeconds(60).plusNanos(1))).isEqualTo("60.000000001 s");
        assertThat(Checks.text(ofSeconds(60))).isEqualTo("1 min");
        assertThat(Checks.text(ofSeconds(-90))).isEqualTo("-90 s");
        assertThat(Checks.text(ofSeconds(-120))).isEqualTo("-2 min");
        assertThat(Checks.text(ofSeconds(Long.MAX_VALUE))).isEqualTo("9223372036854775807 s");
    }
}
