package io.breakers.fleet;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.fleet.internal.messages.Action;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** S62: commands for 1,000 names are kept, and a further one takes the place of one that is over. */
class FullTest {
    private final VirtualFleet fleet = new VirtualFleet();
    private final VirtualFleet.Instance first = fleet.join();
    private final VirtualFleet.Instance second = fleet.join();

    private void give(Action action, int from, int to, long millis) {
        for (int i = from; i < to; i++) {
            first.give(action, "Key[" + i + "]", millis);
            fleet.time.advance(Duration.ofMillis(20));
        }
    }

    private long kept(int key) {
        return fleet.engine.numberOf("c:Key[" + key + "]");
    }

    @Test
    void aFurtherOneTakesThePlaceOfTheOldestReset() {
        give(Action.FORCE_OPEN, 0, 500, 0);
        give(Action.RESET, 500, 1_000, 0);
        second.give(Action.FORCE_OPEN);
        fleet.pass(5);
        assertThat(fleet.states()).containsOnly(FORCED_OPEN);
        assertThat(kept(500)).isZero();
        assertThat(kept(501)).isPositive();

        first.give(Action.FORCE_OPEN, "Another", 0);
        fleet.pass(5);

        assertThat(fleet.engine.numberOf("c:Another")).isPositive();
        assertThat(fleet.engine.numberOf("c:Stock.find")).isPositive();
        assertThat(kept(501)).isZero();
        assertThat(kept(0)).isPositive();
    }

    @Test
    void aFurtherOneTakesThePlaceOfOneWhoseEndHasCome() {
        give(Action.FORCE_OPEN, 0, 999, 0);
        first.give(Action.DISABLE, "Short", 3_000);
        fleet.pass(1);
        var early = second.give(Action.FORCE_OPEN);
        fleet.pass(4);
        assertThat(early).isCompletedExceptionally();

        second.give(Action.FORCE_OPEN);
        fleet.pass(1);

        assertThat(fleet.states()).containsOnly(FORCED_OPEN);
        assertThat(fleet.engine.numberOf("c:Short")).isZero();
    }

    @Test
    void whoJoinsFindsTheSameAsBefore() {
        give(Action.FORCE_OPEN, 0, 998, 0);
        first.give(Action.FORCE_OPEN);
        fleet.pass(1);
        first.give(Action.RESET, "Stock", 0);
        fleet.pass(1);
        first.give(Action.FORCE_OPEN, "Another", 0);
        fleet.pass(5);

        assertThat(fleet.engine.numberOf("c:Another"))
                .as("there is a reset, but it hides a command that holds")
                .isZero();
        assertThat(fleet.engine.numberOf("c:Stock")).isPositive();
    }

    @Test
    void whenAllHoldItSaysWhatToDo() {
        give(Action.FORCE_OPEN, 0, 1_000, 0);
        var refused = second.give(Action.FORCE_OPEN);
        fleet.pass(1);

        assertThatThrownBy(refused::join)
                .rootCause()
                .hasMessage("The command was refused, and nothing of it is applied: the fleet shop at memory cannot"
                        + " take it: it holds commands for 1000 breakers and services already, and none of them is"
                        + " over; reset one of those, whose place the next command then takes");
        assertThat(second.state()).isEqualTo(CLOSED);

        first.give(Action.RESET, "Key[7]", 0);
        fleet.pass(1);
        second.give(Action.FORCE_OPEN);
        fleet.pass(1);

        assertThat(fleet.states()).containsOnly(FORCED_OPEN);
    }
}
