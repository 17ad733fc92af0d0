package io.breakers.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManualTickerTest {
    @Test
    void timeStandsStillUntilItIsAdvanced() {
        var ticker = new ManualTicker();
        long start = ticker.read();
        assertThat(ticker.read()).isEqualTo(start);

        ticker.advance(Duration.ofMillis(3));
        ticker.advanceNanos(4);

        assertThat(ticker.read() - start).isEqualTo(3_000_004);
    }

    @Test
    void everyTickerStartsAtAnotherMoment() {
        Set<Long> starts = new HashSet<>();
        for (int ticker = 0; ticker < 10; ticker++) {
            starts.add(new ManualTicker().read());
        }

        assertThat(starts).hasSizeGreaterThan(1);
    }

    @Test
    void itsTimeWrapsAroundLikeTheSystems() {
        ManualTicker ticker = ManualTicker.startingAt(Long.MAX_VALUE);
        ticker.advanceNanos(1);

        assertThat(ticker.read()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aNegativeDurationMovesItBackwards() {
        ManualTicker ticker = ManualTicker.startingAt(7);
        ticker.advance(Duration.ofNanos(-3));

        assertThat(ticker.read()).isEqualTo(4);
        assertThat(ticker).hasToString("ticker at 4");
    }
}
