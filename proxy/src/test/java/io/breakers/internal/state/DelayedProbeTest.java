package io.breakers.internal.state;

import static io.breakers.api.BreakerState.HALF_OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.testing.ManualTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * S3: a thread that has counted the end of a probe is delayed before it ends the lease, and other threads do that for
 * it. The thread is played: the tally is replaced as it would do.
 */
class DelayedProbeTest {
    private final ManualTicker ticker = new ManualTicker();
    private final StateMachine machine = new StateMachine(
            "payments",
            BreakerConfig.builder()
                    .failureThreshold(1)
                    .openFor(Duration.ofSeconds(10))
                    .successThreshold(2)
                    .ticker(ticker)
                    .build(),
            false);
    private HalfOpen state;
    private Lease counted;
    private Lease other;

    private Permit begin() {
        return (Permit) machine.accounts().enter();
    }

    @BeforeEach
    void countsTheSuccessOfTheFirstOfTwoProbes() {
        machine.accounts().failed(begin(), 0, new IOException("down"));
        ticker.advance(Duration.ofSeconds(10));
        state = (HalfOpen) begin().state();
        begin();
        counted = Objects.requireNonNull(state.slots.get(0));
        other = Objects.requireNonNull(state.slots.get(1));
        state.tally = new Tally(1, 0, null, 2, 1, counted, false);
    }

    @Test
    void aProbeThatIsCountedIsNotCountedAgain() {
        state.succeeded(counted);

        assertThat(machine.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void aProbeThatIsCountedDoesNotHangWhenTheStateIsOver() {
        assertThat(state.hanging(machine.now())).containsExactly(other);
    }
}
