package io.breakers.fleet;

import static io.breakers.api.BreakerState.FORCED_OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.fleet.internal.messages.Action;
import io.breakers.fleet.internal.messages.Command;
import io.breakers.fleet.internal.messages.DocumentText;
import io.breakers.fleet.internal.messages.Subject;
import io.breakers.tools.RecordedLog;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Issue 22: what comes while the fleet's thread is busy waits within bounds. */
class GarbageTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final VirtualFleet fleet = new VirtualFleet();
    private final VirtualFleet.Instance first = fleet.join();
    private final FleetChannel.Receiver receiver = fleet.engine.receivers().get(0);

    @Test
    void aFloodOfGarbageWaitsAsOneTask() {
        int before = fleet.time.waiting();
        for (int i = 0; i < 10_000; i++) {
            receiver.ignored("it is number " + i);
        }
        assertThat(fleet.time.waiting()).isEqualTo(before + 1);
        fleet.pass(1);

        assertThat(log.lines())
                .containsExactly("WARNING: Somebody else writes to the fleet shop at memory: 10000 messages were"
                        + " ignored so far; of the last one, it is number 9999 (null)");
    }

    /** One of these documents has a million characters. */
    @Test
    void largeMessagesWaitUpToTheirCharactersInAll() {
        String text = new DocumentText(Map.of("defaults.open-for", "7s", "none", "x".repeat(1_000_000)), null).text();
        for (int number = 1; number <= 100; number++) {
            receiver.received(new FleetChannel.Change(
                    number - 1,
                    number,
                    new FleetChannel.Entry(Subject.THE_DOCUMENT.key(), number, fleet.engine.now(), text)));
        }
        fleet.time.advance(Duration.ofMillis(1));

        assertThat(first.node.document().number()).isBetween(5L, 10L);
    }

    private void receive(Action action, String name, int number) {
        String text = new Command(action, 0, "ops-7", "why").text();
        receiver.received(new FleetChannel.Change(
                number - 1,
                number,
                new FleetChannel.Entry(
                        new Subject(Subject.Kind.COMMAND, name).key(), number, fleet.engine.now(), text)));
    }

    private long heldOf(String name, int names) {
        return IntStream.range(0, names)
                .filter(i -> first.registry.breaker(name + i).state() == FORCED_OPEN)
                .count();
    }

    /** An engine keeps 1,000 of them. */
    @Test
    void commandsForMoreNamesThanAnEngineKeepsAreNotHeld() {
        for (int i = 0; i < 5_000; i++) {
            receive(Action.FORCE_OPEN, "Name" + i, i + 1);
            fleet.time.advance(Duration.ofMillis(1));
        }
        fleet.pass(3);

        assertThat(heldOf("Name", 5_000)).isEqualTo(2_000);
    }

    /** So that there is always place for one that the engine keeps. */
    @Test
    void commandsWhosePlaceAnotherOneHasTakenAreForgotten() {
        for (int i = 0; i < 2_000; i++) {
            receive(Action.RESET, "Name" + i, i + 1);
        }
        String text = new Command(Action.FORCE_OPEN, 0, "ops-7", "why").text();
        for (int i = 0; i < 1_000; i++) {
            String key = new Subject(Subject.Kind.COMMAND, "Kept" + i).key();
            fleet.engine.put(new FleetChannel.Entry(key, 3_000 + i, fleet.engine.now(), text));
        }
        receive(Action.FORCE_OPEN, "Kept999", 3_999);
        fleet.pass(1);

        assertThat(heldOf("Kept", 1_000)).isEqualTo(1_000);
    }

    @Test
    void whatFindsNoPlaceIsReadLater() {
        String text = new DocumentText(Map.of("defaults.open-for", "9s"), null).text();
        fleet.engine.put(new FleetChannel.Entry(Subject.THE_DOCUMENT.key(), 3, fleet.engine.now(), text));
        receiver.received(new FleetChannel.Change(
                -1, -1, new FleetChannel.Entry(Subject.THE_DOCUMENT.key(), 3, 0, "x".repeat(20_000_000))));
        fleet.pass(3);

        assertThat(first.registry.settings().toMap()).containsValue("9s");
    }
}
