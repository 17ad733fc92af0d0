package io.breakers.api;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * S49 to S52: what a configuration says of enforcement, of probes by a share, of the ramp, and of trips that count on.
 */
class HalfOpenSettingsTest {
    private static final OpenWait GROWING = OpenWait.exponential(ofSeconds(1), 2, ofMinutes(2));

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, 25, Double.NaN, Double.POSITIVE_INFINITY})
    void s49_aShareIsFromZeroToOne(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BreakerConfig.builder().enforce(share))
                .withMessage("enforce must be in [0, 1], 0.5 for one half, was " + share);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 1})
    void s49_theShareIsKept(double share) {
        assertThat(BreakerConfig.builder().enforce(share).build().enforce()).isEqualTo(share);
        assertThat(BreakerConfig.defaults().enforce()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 5, 'successThreshold must be at least 1, was 0'",
        "6, 5, 'successThreshold(6, 5): 6 of 5 probes cannot succeed; the number of probes, given second, must be at least 6'",
        "1, 0, 'successThreshold(1, 0): 1 of 0 probes cannot succeed; the number of probes, given second, must be at least 1'"
    })
    void s50_successesAreSomeOfTheProbes(int successes, int probes, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BreakerConfig.builder().successThreshold(successes, probes))
                .withMessage(message);
    }

    @Test
    void s50_asManyProbesAreInFlightByDefault() {
        BreakerConfig config = BreakerConfig.builder().successThreshold(8, 10).build();

        assertThat(config.successThreshold()).isEqualTo(8);
        assertThat(config.successThresholdOf()).isEqualTo(10);
        assertThat(config.probes()).isEqualTo(10);
        assertThat(config.toBuilder().successThreshold(3).build().successThresholdOf())
                .isEqualTo(3);
    }

    @Test
    void s50_asManyProbesAsASuccessThresholdSaysAreNotTooMany() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        BreakerConfig.builder().successThreshold(1, 10_001).build())
                .withMessage("probes (by default the successThreshold) must be at most 10000, was 10001");
        assertThat(BreakerConfig.builder()
                        .successThreshold(1, 10_001)
                        .probes(1)
                        .build()
                        .successThresholdOf())
                .isEqualTo(10_001);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.99, 0, -2, Double.NaN, Double.POSITIVE_INFINITY})
    void s51_aFactorIsAtLeastOne(double factor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BreakerConfig.builder().growProbes(factor))
                .withMessage("growProbes must be a finite number of at least 1, was " + factor);
    }

    @Test
    void s51_probesDoNotGrowByDefault() {
        assertThat(BreakerConfig.defaults().growProbes()).isEqualTo(1);
        assertThat(BreakerConfig.builder().growProbes(1.1).build().growProbes()).isEqualTo(1.1);
    }

    @Test
    void s49ToS51_aConfigurationSaysSo() {
        BreakerConfig config = BreakerConfig.builder()
                .enforce(0.25)
                .successThreshold(8, 10)
                .probes(1)
                .growProbes(2)
                .build();

        assertThat(config)
                .hasToString("trips at 5 consecutive failures; open for 1 min;"
                        + " closes after 8 of 10 probes, 1 probe at a time, times 2.0 as they succeed;"
                        + " 25 % of rejections are carried out");
    }

    @Test
    void s16_aConfigurationTellsNoMoreProbesThanMayBeNeeded() {
        BreakerConfig config =
                BreakerConfig.builder().successThreshold(2, 3).probes(5).build();

        assertThat(config).asString().endsWith("; closes after 2 of 3 probes, 3 probes at a time");
        assertThat(config.probes()).isEqualTo(5);
    }

    @Test
    void s52_tripsAreForgottenAtOnceByDefault() {
        assertThat(GROWING.forgetAfter()).isZero();
        assertThat(OpenWait.fixed(ofSeconds(1)).forgetAfter()).isZero();
        assertThat(GROWING.forgetAfter(ofMinutes(10)).forgetAfter(Duration.ZERO))
                .isEqualTo(GROWING);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GROWING.forgetAfter(ofNanos(-1)))
                .withMessage("forgetAfter must be at least 0 s, was -1 ns");
    }

    @Test
    void s52_forgettingIsKeptByTheOtherSettings() {
        OpenWait first = GROWING.forgetAfter(ofMinutes(10)).jitter(0.2);

        assertThat(first)
                .isEqualTo(GROWING.jitter(0.2).forgetAfter(ofMinutes(10)))
                .isNotEqualTo(GROWING.jitter(0.2))
                .hasToString("1 s, times 2.0 up to 2 min, jitter 20 %, a trip forgotten after 10 min");
        assertThat(first.fromFailure(failure -> null).forgetAfter()).isEqualTo(ofMinutes(10));
    }
}
