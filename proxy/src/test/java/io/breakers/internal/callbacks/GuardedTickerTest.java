package io.breakers.internal.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Ticker;
import org.junit.jupiter.api.Test;

class GuardedTickerTest {
    @Test
    void theSystemsTickerIsNotGuarded() {
        assertThat(GuardedTicker.around(Ticker.system(), "payments")).isSameAs(Ticker.system());
    }
}
