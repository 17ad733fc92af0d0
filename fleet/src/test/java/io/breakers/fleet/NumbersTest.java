package io.breakers.fleet;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.DISABLED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.fleet.internal.messages.Action;
import io.breakers.fleet.internal.messages.Advice;
import io.breakers.fleet.internal.messages.Command;
import io.breakers.fleet.internal.messages.DocumentText;
import io.breakers.fleet.internal.messages.Limits;
import io.breakers.fleet.internal.messages.Subject;
import io.breakers.operations.Settings;
import io.breakers.tools.RecordedLog;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * S62b: who may publish gives no numbers. One that is far above all that the engine has given would make all later
 * commands older ones, for ever.
 */
class NumbersTest {
    private static final long YEAR_MILLIS = Duration.ofDays(365).toMillis();
    private static final String FORCE_OPEN = new Command(Action.FORCE_OPEN, 0, "nobody", "forged").text();
    private static final String REPORTED = "WARNING: Somebody else writes to the fleet shop at memory: 1 messages were"
            + " ignored so far; of the last one, its number is far above all that the engine has given (null)";

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final VirtualFleet fleet = new VirtualFleet();
    private final Quorum quorum = Quorum.of(0.5).within(Duration.ofSeconds(30));
    private final VirtualFleet.Instance first = fleet.join(quorum);
    private final VirtualFleet.Instance second = fleet.join(quorum);

    private void forge(String key, long number, String text) {
        fleet.engine.publish(new FleetChannel.Change(
                number - 1, number, new FleetChannel.Entry(key, number, fleet.engine.now(), text)));
        fleet.pass(1);
    }

    /** The highest of all, one with which some are left, and one that is a little too high. */
    @ParameterizedTest
    @ValueSource(longs = {Limits.MOST, Limits.MOST - 1_000_000, 0})
    void aCommandWhoseNumberNobodyHasGivenIsIgnoredAndBlocksNoOther(long number) {
        forge("c:Stock.find", number == 0 ? highest() + 70_000 : number, FORCE_OPEN);
        assertThat(fleet.states()).containsOnly(CLOSED);
        // Both have seen it.
        assertThat(log.lines()).containsExactly(REPORTED, REPORTED);

        first.give(Action.DISABLE);
        fleet.pass(1);

        assertThat(fleet.states()).containsOnly(DISABLED);
        assertThat(fleet.join().state()).isEqualTo(DISABLED);
        assertThat(log.lines()).hasSize(2);
    }

    /** Of a command that was given. */
    private long highest() {
        var given = first.give(Action.RESET);
        fleet.pass(1);
        return given.join().entry().number();
    }

    @Test
    void aDocumentWhoseNumberNobodyHasGivenIsIgnoredAndBlocksNoOther() {
        var forged = new DocumentText(Map.of("defaults.open-for", "7s"), null);
        forge(Subject.THE_DOCUMENT.key(), Limits.MOST, forged.text());
        assertThat(second.registry.settings().toMap()).isEmpty();

        Settings settings = Settings.of(Map.of("defaults.open-for", "9s"));
        first.node.write(
                Subject.THE_DOCUMENT.key(), first.node.document().next(settings).text(), FleetChannel.FOREVER);
        fleet.pass(1);

        assertThat(second.registry.settings()).isEqualTo(settings);
    }

    @Test
    void anEventWhoseNumberNobodyHasGivenIsIgnored() {
        forge("e:Stock.find", Limits.MOST, new Command(Action.TRIP, 0, "nobody", "forged").text());
        assertThat(fleet.states()).containsOnly(CLOSED);

        first.give(Action.TRIP);
        fleet.pass(1);

        assertThat(fleet.states()).containsOnly(OPEN);
    }

    @Test
    void adviceWhoseNumberNobodyHasGivenIsIgnoredAndBlocksNoOther() {
        forge("a:Stock.find", Limits.MOST, new Advice(2, 2).text());
        assertThat(fleet.states()).containsOnly(CLOSED);
        var third = fleet.join(quorum);

        first.tripByCalls();
        second.tripByCalls();
        fleet.pass(1);

        assertThat(third.state()).isEqualTo(OPEN);
    }

    /** As by somebody who may write in Redis, and not past its scripts. */
    @Test
    void whatIsKeptWithANumberThatWasNotGivenIsIgnoredToo() {
        fleet.engine.put(new FleetChannel.Entry("c:Stock.find", Limits.MOST, fleet.engine.now(), FORCE_OPEN));
        var third = fleet.join();
        assertThat(third.state()).isEqualTo(CLOSED);

        third.give(Action.DISABLE);
        fleet.pass(1);

        assertThat(fleet.states()).containsOnly(DISABLED);
    }

    /** Its numbers go on above those of the wrong time. */
    @Test
    void numbersOfAnEngineWhoseClockWasAheadGoOn() {
        fleet.engine.clock += YEAR_MILLIS;
        first.give(Action.FORCE_OPEN);
        fleet.time.advance(Duration.ofSeconds(1));
        assertThat(fleet.states()).containsOnly(FORCED_OPEN);

        fleet.engine.clock -= YEAR_MILLIS;
        assertThat(fleet.join().state()).isEqualTo(FORCED_OPEN);
        first.give(Action.DISABLE);
        fleet.pass(1);
        assertThat(fleet.states()).containsOnly(DISABLED);
        second.give(Action.TRIP);
        second.give(Action.RESET);
        fleet.pass(1);

        assertThat(fleet.states()).containsOnly(CLOSED);
        assertThat(log.lines()).isEmpty();
    }

    /** The engine has lost its data and the wrong time: those who know what holds tell it, and those who have come. */
    @Test
    void numbersOfAnEngineThatHasLostItsDataAndWasAheadGoOn() {
        fleet.engine.clock += YEAR_MILLIS;
        first.give(Action.FORCE_OPEN);
        fleet.pass(1);
        fleet.engine.clock -= YEAR_MILLIS;
        fleet.engine.empty();
        fleet.engine.restart();
        var third = fleet.join();
        fleet.pass(5);
        assertThat(third.state()).isEqualTo(FORCED_OPEN);

        third.give(Action.DISABLE);
        fleet.pass(1);

        assertThat(fleet.states()).containsOnly(DISABLED);
        assertThat(log.lines()).noneMatch(line -> line.contains("Somebody else"));
    }
}
