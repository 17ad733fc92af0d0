package io.breakers.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** S8, S12, B14: no rounding decides. */
class RateThresholdTest {
    @Test
    void aRateIsReachedExactly() {
        assertThat(new RateThreshold(0.07).isReachedBy(7, 100)).isTrue();
        assertThat(new RateThreshold(0.07).isReachedBy(6, 100)).isFalse();
        assertThat(new RateThreshold(0.57).isReachedBy(57, 100)).isTrue();
        assertThat(new RateThreshold(0.0699999).isReachedBy(7, 100)).isTrue();
        assertThat(new RateThreshold(0.0700001).isReachedBy(7, 100)).isFalse();
        assertThat(new RateThreshold(0.5).isReachedBy(5_000_000, 10_000_000)).isTrue();
        assertThat(new RateThreshold(0.50000001).isReachedBy(5_000_000, 10_000_000))
                .isFalse();
        assertThat(new RateThreshold(0.29).minimumOf(100)).isEqualTo(29);
        assertThat(new RateThreshold(0.291).minimumOf(100)).isEqualTo(30);
        assertThat(new RateThreshold(1).minimumOf(7)).isEqualTo(7);
    }
}
