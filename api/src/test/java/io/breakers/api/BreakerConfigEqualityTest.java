package io.breakers.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** S47: configurations are values. */
class BreakerConfigEqualityTest {
    private static final Predicate<Object> ODD = any -> false;
    private static final BreakerListener.Factory NOBODY = breaker -> BreakerListener.NONE;
    private static final Function<CallRejectedException, IOException> EXCEPTION =
            rejection -> new IOException(rejection);
    private static final Ticker STOPPED = () -> 0;

    static List<UnaryOperator<BreakerConfigBuilder>> changes() {
        return List.of(
                config -> config.failureThreshold(7),
                config -> config.openFor(Duration.ofSeconds(1)),
                config -> config.openFor(BreakerConfig.defaults().openFor().forgetAfter(Duration.ofSeconds(1))),
                config -> config.enforce(0.5),
                config -> config.successThreshold(2, 3).probes(2),
                config -> config.growProbes(2),
                config -> config.successThreshold(3).probes(2),
                config -> config.probes(3),
                config -> config.probeLease(Duration.ofSeconds(1)),
                config -> config.ignore(IOException.class),
                config -> config.ignoreWhen(ODD),
                config -> config.ignoreResult(ODD),
                config -> config.failOn(IOException.class),
                config -> config.failOnResult(ODD),
                config -> config.failOnCancellation(),
                config -> config.rejectAs(IOException.class, EXCEPTION),
                config -> config.fallbackOn(FallbackOn.REJECTION),
                config -> config.fallbackOn(ODD),
                config -> config.maxConcurrentFallbacks(3),
                config -> config.measureTime(),
                config -> config.listener(NOBODY),
                config -> config.ticker(STOPPED));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void everySettingMakesADifferenceAndIsAValue(UnaryOperator<BreakerConfigBuilder> change) {
        BreakerConfig one = change.apply(BreakerConfig.builder()).build();
        BreakerConfig same = change.apply(BreakerConfig.builder()).build();

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(BreakerConfig.defaults());
        assertThat(one.toBuilder().build()).isEqualTo(one);
    }

    @Test
    void predicatesAreComparedByIdentity() {
        Predicate<Object> other = any -> false;

        assertThat(BreakerConfig.builder().ignoreWhen(ODD).build())
                .isNotEqualTo(BreakerConfig.builder().ignoreWhen(other).build());
    }

    @Test
    void typesAreAValueHoweverTheyWereGiven() {
        assertThat(BreakerConfig.builder()
                        .ignore(IOException.class)
                        .ignore(IllegalStateException.class)
                        .build())
                .isEqualTo(BreakerConfig.builder()
                        .ignore(IllegalStateException.class, IOException.class)
                        .build());
    }

    @Test
    void whatIsSaidAndWhatHoldsByDefaultAreEqual() {
        assertThat(BreakerConfig.builder().failureThreshold(5).probes(2).build())
                .isEqualTo(BreakerConfig.defaults());
    }
}
