package io.breakers.internal.callbacks;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NanosTest {
    @Test
    void durationsThatDoNotFitBecomeTheLongestThatDoes() {
        assertThat(Nanos.saturated(ofNanos(7))).isEqualTo(7);
        assertThat(Nanos.saturated(ofNanos(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
        assertThat(Nanos.saturated(ofNanos(Long.MAX_VALUE).plusNanos(1))).isEqualTo(Long.MAX_VALUE);
        assertThat(Nanos.saturated(ofDays(1_000_000))).isEqualTo(Long.MAX_VALUE);
    }
}
