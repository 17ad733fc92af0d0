package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.Reconfiguration;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ServiceRegistry;
import io.breakers.testing.ManualTicker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** S48, as a registry has it done. */
class ReconfigureSeveralTest {
    private final List<String> heard = new ArrayList<>();
    private final BreakerConfig config = BreakerConfig.builder()
            .listener(breaker -> new BreakerListener() {
                @Override
                public void onReconfigured(Reconfiguration change) {
                    heard.add(breaker.name() + " " + change.reason());
                }
            })
            .build();
    private final BreakerConfig strict = config.toBuilder().failureThreshold(1).build();
    private final Breaker charge = Breakers.breaker("charge", config);
    private final Breaker refund = Breakers.breaker("refund", config);

    @Test
    void s48_allHaveChangedBeforeTheirListenersHear() {
        var changes = new LinkedHashMap<Breaker, BreakerConfig>();
        changes.put(charge, strict);
        changes.put(refund, strict);

        Runnable tell = ServiceRegistry.reconfigure(changes, "stricter");

        assertThat(List.of(charge.config(), refund.config())).containsOnly(strict);
        assertThat(heard).isEmpty();
        tell.run();
        assertThat(heard).containsExactly("charge stricter", "refund stricter");
    }

    @Test
    void s48_noneIsChangedIfOneCannotBe() {
        var changes = new LinkedHashMap<Breaker, BreakerConfig>();
        changes.put(charge, strict);
        changes.put(refund, strict.toBuilder().ticker(new ManualTicker()).build());

        assertThatThrownBy(() -> ServiceRegistry.reconfigure(changes, "stricter"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("reconfigure of refund must keep its ticker");
        assertThat(charge.revision()).isZero();
    }

    @Test
    void breakersOfOthersAndNullsAreRefused() {
        Breaker other = Mockito.mock(Breaker.class, "other");

        assertThatThrownBy(() -> ServiceRegistry.reconfigure(Map.of(other, strict), "stricter"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reconfigure of other must be left to itself, because it is not of this library");
        assertThatThrownBy(() -> ServiceRegistry.reconfigure(Collections.singletonMap(charge, null), "stricter"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("config");
        assertThatThrownBy(() -> ServiceRegistry.reconfigure(Map.of(charge, strict), null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("reason");
        assertThatThrownBy(() -> charge.reconfigure(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("config");
    }
}
