package io.breakers.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

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
    void timeDoesNotRunBackwards() {
        ManualTicker ticker = ManualTicker.startingAt(7);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ticker.advance(Duration.ofNanos(-3)))
                .withMessage("duration must not be negative, was PT-0.000000003S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ticker.advanceNanos(-3))
                .withMessage("nanos must not be negative, was -3");
        assertThat(ticker).hasToString("ticker at 7");
    }

    @Test
    void itAdvancesBy292YearsAtMost() {
        ManualTicker ticker = ManualTicker.startingAt(Long.MIN_VALUE);
        Duration most = Duration.ofNanos(Long.MAX_VALUE);
        ticker.advance(most);
        assertThat(ticker.read()).isEqualTo(-1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ticker.advance(most.plusNanos(1)))
                .withMessageStartingWith("duration must be at most 292 years, was PT");
        assertThatNullPointerException().isThrownBy(() -> ticker.advance(null)).withMessage("duration");
    }
}
