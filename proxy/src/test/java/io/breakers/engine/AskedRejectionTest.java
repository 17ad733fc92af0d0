package io.breakers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.CallRejectedException;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** S28: whoever may look at the cause of a rejection gets one, although the object that answers does not ask for it. */
class AskedRejectionTest {
    /** The guard of a method that the same object answers for each time, after its breaker has opened. */
    private static Guard open(UnaryOperator<BreakerConfigBuilder> settings) {
        BreakerConfig config = settings.apply(
                        BreakerConfig.builder().failureThreshold(1).ticker(ManualTicker.startingAnywhere()))
                .build();
        var breaker = CircuitBreaker.create(BreakerName.of("payments"), config, List.of());
        var guard = new Guard(() -> breaker, config, new FixedFallback<>("offline"));
        var permit = (Permit) guard.enter();
        guard.failed(permit, guard.start(permit), new IOException("down"));
        return guard;
    }

    @Test
    void oneRejectionStandsForAllWhereNobodyAsks() {
        Guard guard = open(config -> config);

        assertThat(guard.enter()).isSameAs(guard.enter());
    }

    @Test
    void aPredicateAsksForEach() {
        var asked = new ArrayList<Throwable>();
        Guard guard = open(config -> config.fallbackOn(asked::add));

        guard.rejected((Refusal) guard.enter());
        guard.rejected((Refusal) guard.enter());

        assertThat(asked)
                .hasOnlyElementsOfType(CallRejectedException.class)
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void theCallerAsksWhereTheFallbackHasNoPlaceLeft() {
        Guard guard = open(config -> config.maxConcurrentFallbacks(1));
        guard.rejected((Refusal) guard.enter());

        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> guard.rejected((Refusal) guard.enter()))
                .withMessage("payments is OPEN: 1 failure; last failure java.io.IOException: down; retry after 60.0 s");
    }
}
