package io.breakers.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.CallRejectedException;
import io.breakers.internal.settings.BreakerName;
import io.breakers.internal.state.Permit;
import io.breakers.internal.state.Rejection;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** S28: each rejection has an exception of its own, which says what was known when it was rejected. */
class RejectionCauseTest {
    /** The guard of a method that the same object answers for each time, after its breaker has opened. */
    private static Guard open(UnaryOperator<BreakerConfigBuilder> settings) {
        BreakerConfig config = settings.apply(
                        BreakerConfig.builder().failureThreshold(1).ticker(new ManualTicker()))
                .build();
        var breaker = CircuitBreaker.create(BreakerName.of("payments"), config, List.of());
        var guard = new ValueGuard(() -> breaker, new Fallback.ByObject(String.class, cause -> "offline"), List.of());
        var permit = (Permit) guard.enter();
        permit.accounts().failed(permit, 0, new IOException("down"));
        return guard;
    }

    @Test
    void aPredicateSeesEach() {
        var asked = new ArrayList<Throwable>();
        Guard guard = open(config -> config.fallbackOn(asked::add));

        guard.rejected((Rejection) guard.enter());
        guard.rejected((Rejection) guard.enter());

        assertThat(asked)
                .hasOnlyElementsOfType(CallRejectedException.class)
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void theCallerGetsItWhereTheFallbackHasNoPlaceLeft() {
        Guard guard = open(config -> config.maxConcurrentFallbacks(1));
        guard.rejected((Rejection) guard.enter());

        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> guard.rejected((Rejection) guard.enter()))
                .withMessage("payments is OPEN: 1 failure; last failure java.io.IOException: down; retry after 60.0 s");
    }
}
