package io.breakers.api;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wait is a value: what it refuses, holds, equals and says. */
class OpenWaitTest {
    private static final OpenWait GROWING = OpenWait.exponential(ofSeconds(1), 2, ofMinutes(2));

    @Test
    void aWaitMustBePositive() {
        assertThatThrownBy(() -> OpenWait.fixed(Duration.ZERO))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("wait must be at least 1 ns, was 0 s");
        assertThatThrownBy(() -> OpenWait.fixed(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("wait");
        assertThatThrownBy(() -> OpenWait.exponential(ofMillis(-1), 2, ofSeconds(1)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("first must be at least 1 ns, was -1 ms");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.99, 0, -2, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aMultiplierMustBeFiniteAndAtLeastOne(double multiplier) {
        assertThatThrownBy(() -> OpenWait.exponential(ofSeconds(1), multiplier, ofSeconds(2)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("multiplier must be a finite number of at least 1, was " + multiplier);
    }

    @Test
    void theLimitsOfAMultiplierAreTaken() {
        assertThat(OpenWait.exponential(ofSeconds(1), 1, ofSeconds(1)).multiplier())
                .isEqualTo(1);
        assertThat(OpenWait.exponential(ofSeconds(1), Double.MAX_VALUE, ofSeconds(1))
                        .multiplier())
                .isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void aCapMustNotBeLessThanTheFirstWait() {
        assertThatThrownBy(() -> OpenWait.exponential(ofSeconds(5), 2, ofSeconds(4)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("cap must be at least first (5 s), was 4 s");
        assertThatThrownBy(() -> OpenWait.exponential(ofSeconds(5), 2, null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("cap");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1, 2, Double.NaN})
    void jitterMustBeAFraction(double fraction) {
        assertThatThrownBy(() -> GROWING.jitter(fraction))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("jitter must be in [0, 1), was " + fraction);
        assertThatThrownBy(() -> GROWING.jitter(fraction, new Random()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("jitter must be in [0, 1), was " + fraction);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> GROWING.jitter(0.5, null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("random");
        assertThatThrownBy(() -> GROWING.fromFailure(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("wait");
    }

    @Test
    void eachSettingKeepsTheOthers() {
        RandomGenerator random = new Random();
        Function<Throwable, Duration> asked = failure -> null;
        OpenWait one = GROWING.jitter(0.2, random).fromFailure(asked);
        OpenWait other = GROWING.fromFailure(asked).jitter(0.2, random);

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.base()).isEqualTo(ofSeconds(1));
        assertThat(one.multiplier()).isEqualTo(2);
        assertThat(one.cap()).isEqualTo(ofMinutes(2));
        assertThat(one.jitter()).isEqualTo(0.2);
        assertThat(one.random()).isSameAs(random);
        assertThat(one.fromFailure()).isSameAs(asked);
        assertThat(GROWING.jitter()).isZero();
        assertThat(GROWING.random()).isNull();
        assertThat(GROWING.fromFailure()).isNull();
        assertThat(GROWING.jitter(0).jitter()).isZero();
    }

    @Test
    void aFixedWaitNeitherGrowsNorVaries() {
        OpenWait fixed = OpenWait.fixed(ofSeconds(3));

        assertThat(fixed.base()).isEqualTo(ofSeconds(3));
        assertThat(fixed.cap()).isEqualTo(ofSeconds(3));
        assertThat(fixed.multiplier()).isEqualTo(1);
        assertThat(fixed.jitter()).isZero();
    }

    @Test
    void r22_aFailureMayAskForTheCapOrSixtyTimesAFixedWaitOrWhatIsSaid() {
        assertThat(GROWING.fromFailure(failure -> null).atMostFromFailure()).isEqualTo(ofMinutes(2));
        assertThat(OpenWait.fixed(ofSeconds(3)).atMostFromFailure()).isEqualTo(ofMinutes(3));
        assertThat(OpenWait.fixed(ofSeconds(Long.MAX_VALUE)).atMostFromFailure())
                .isGreaterThanOrEqualTo(ofSeconds(Long.MAX_VALUE));
        assertThat(GROWING.fromFailure(failure -> null, ofSeconds(1))
                        .jitter(0.1)
                        .atMostFromFailure())
                .isEqualTo(ofSeconds(1));
        assertThat(GROWING.fromFailure(failure -> null, ofSeconds(1))
                        .fromFailure(failure -> null)
                        .atMostFromFailure())
                .isEqualTo(ofMinutes(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GROWING.fromFailure(failure -> null, Duration.ZERO))
                .withMessage("atMost must be at least 1 ns, was 0 s");
    }

    @Test
    void equalsByValue() {
        assertThat(OpenWait.exponential(ofSeconds(1), 1, ofSeconds(1))).isEqualTo(OpenWait.fixed(ofSeconds(1)));
        assertThat(OpenWait.fixed(ofSeconds(1)))
                .isEqualTo(OpenWait.fixed(ofMillis(1_000)))
                .hasSameHashCodeAs(OpenWait.fixed(ofMillis(1_000)))
                .isNotEqualTo(OpenWait.fixed(ofSeconds(2)))
                .isNotEqualTo(OpenWait.fixed(ofSeconds(1)).jitter(0.1))
                .isNotEqualTo("1 s")
                .isNotEqualTo(null);
    }

    @Test
    void saysWhatItIs() {
        assertThat(OpenWait.fixed(ofMillis(1_500))).hasToString("1.5 s");
        assertThat(GROWING).hasToString("1 s, times 2.0 up to 2 min");
        assertThat(GROWING.jitter(0.2)).hasToString("1 s, times 2.0 up to 2 min, jitter 20 %");
        assertThat(GROWING.fromFailure(failure -> null))
                .hasToString("1 s, times 2.0 up to 2 min, or as the failure says");
    }
}
