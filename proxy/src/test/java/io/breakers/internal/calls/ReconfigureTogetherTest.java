package io.breakers.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakers.api.BreakerConfig;
import io.breakers.internal.settings.BreakerName;
import io.breakers.testing.ManualTicker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** S48: several breakers are reconfigured together, all or none. */
class ReconfigureTogetherTest {
    private static final BreakerConfig STRICT =
            BreakerConfig.builder().failureThreshold(1).build();

    private final CircuitBreaker charge =
            CircuitBreaker.create(BreakerName.of("charge"), BreakerConfig.defaults(), List.of());

    private static CircuitBreaker named(String name, BreakerConfig config) {
        return CircuitBreaker.create(BreakerName.of(name), config, List.of());
    }

    @Test
    void s48_allAreChanged() {
        CircuitBreaker refund = named("refund", BreakerConfig.defaults());

        CircuitBreaker.change(Map.of(charge, STRICT, refund, STRICT), "stricter")
                .run();

        assertThat(List.of(charge.config(), refund.config())).containsExactly(STRICT, STRICT);
    }

    @Test
    void s48_noneIsChangedIfOneCannotBe() {
        BreakerConfig virtual =
                BreakerConfig.builder().ticker(new ManualTicker()).build();
        Map<CircuitBreaker, BreakerConfig> changes = new LinkedHashMap<>();
        changes.put(charge, STRICT);
        changes.put(named("refund", virtual), STRICT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CircuitBreaker.change(changes, "stricter"))
                .withMessageStartingWith("reconfigure of refund must keep its ticker");
        assertThat(charge.revision()).isZero();
    }
}
