package io.breakers.fleet;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.fleet.internal.messages.Action;
import io.breakers.tools.RecordedLog;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S62: without the engine, and when it is back. */
class LossTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final VirtualFleet fleet = new VirtualFleet();

    @Test
    void aLossIsNoticedAndSoIsTheReturn() {
        var first = fleet.join();
        fleet.engine.isDown = true;
        fleet.engine.restart();
        fleet.pass(1);
        assertThat(first.node.isConnected()).isFalse();
        fleet.pass(600);

        fleet.engine.isDown = false;
        fleet.pass(10);

        assertThat(first.node.isConnected()).isTrue();
    }

    @Test
    void anEngineThatHangsIsLostWithinFiveSeconds() {
        var first = fleet.join();
        fleet.engine.hangs = true;
        fleet.pass(6);
        assertThat(first.node.isConnected()).isFalse();
        fleet.pass(600);

        fleet.engine.hangs = false;
        fleet.pass(12);

        assertThat(first.node.isConnected()).isTrue();
    }

    @Test
    void whatHoldsGoesOnHolding() {
        var first = fleet.join();
        first.give(Action.FORCE_OPEN);
        fleet.pass(1);
        fleet.engine.isDown = true;
        fleet.engine.restart();
        fleet.pass(100);

        assertThat(first.state()).isEqualTo(FORCED_OPEN);
    }

    @Test
    void aCommandIsRefusedAndNothingOfItIsApplied() {
        var first = fleet.join();
        fleet.engine.isDown = true;
        fleet.engine.restart();
        fleet.pass(1);

        var given = first.give(Action.FORCE_OPEN);
        fleet.pass(100);

        assertThatThrownBy(given::join)
                .rootCause()
                .isInstanceOfSatisfying(
                        FleetException.class,
                        refused -> assertThat(refused.isFateUnknown()).isFalse())
                .hasMessageStartingWith(
                        "The command was refused, and nothing of it is applied: the fleet shop at memory"
                                + " cannot take it: ");
        assertThat(first.state()).isEqualTo(CLOSED);
    }

    @Test
    void anEmptiedEngineIsToldAgain() {
        var first = fleet.join();
        first.give(Action.FORCE_OPEN);
        fleet.pass(1);

        fleet.engine.empty();
        fleet.pass(3);

        assertThat(fleet.engine.numberOf("c:Stock.find")).isPositive();
        assertThat(fleet.join().state()).isEqualTo(FORCED_OPEN);
    }

    @Test
    void numbersGoOnAboveThoseOfAnInstanceThatIsNotBackYet() {
        var first = fleet.join();
        first.give(Action.FORCE_OPEN);
        fleet.pass(1);
        fleet.engine.isDown = true;
        fleet.engine.restart();
        fleet.engine.empty();
        fleet.pass(60);
        fleet.engine.isDown = false;
        var stranger = fleet.add();
        stranger.node.join();
        fleet.time.advance(Duration.ofMillis(40));
        stranger.give(Action.RESET);
        fleet.pass(30);

        assertThat(fleet.states()).containsOnly(CLOSED);
    }

    @Test
    void whatAnOlderCopyLacksIsToldToAllByThoseWhoKnowIt() {
        var first = fleet.join();
        var second = fleet.join();
        first.give(Action.FORCE_OPEN);
        fleet.pass(1);
        fleet.engine.restart();
        fleet.engine.empty();
        var third = fleet.join();
        fleet.pass(30);

        assertThat(third.state()).isEqualTo(FORCED_OPEN);
        assertThat(second.state()).isEqualTo(FORCED_OPEN);
    }

    @Test
    void joinsWithoutAnEngineAndTakesOverWhatHoldsLater() {
        var first = fleet.join();
        first.give(Action.FORCE_OPEN);
        fleet.pass(1);
        fleet.engine.isDown = true;
        var second = fleet.join();
        assertThat(second.node.isConnected()).isFalse();

        fleet.engine.isDown = false;
        fleet.pass(10);

        assertThat(second.state()).isEqualTo(FORCED_OPEN);
    }

    /** From a quarter of a second to 4 s, each a half less or more. */
    @Test
    void attemptsToConnectBecomeSeldomAndComeAtRandomTimes() {
        fleet.join();
        fleet.engine.isDown = true;
        fleet.engine.restart();
        List<Long> attempts = fleet.engine.attempts;
        attempts.clear();
        attempts.add(fleet.time.millis());
        fleet.pass(600);

        var shares = new TreeSet<Double>();
        for (int i = 1; i < attempts.size(); i++) {
            double wait = Math.min(250 << Math.min(i - 1, 10), 4_000);
            shares.add((attempts.get(i) - attempts.get(i - 1)) / wait);
        }
        assertThat(attempts).hasSizeBetween(100, 250);
        assertThat(shares)
                .hasSizeGreaterThan(50)
                .allSatisfy(share -> assertThat(share).isBetween(0.49, 1.51));
        assertThat(shares.first()).isLessThan(0.7);
        assertThat(shares.last()).isGreaterThan(1.3);
    }

    @Test
    void saysSoOnceEachWay() {
        fleet.join();
        fleet.engine.isDown = true;
        fleet.engine.restart();
        fleet.pass(600);
        fleet.engine.isDown = false;
        fleet.pass(30);

        assertThat(log.lines())
                .containsExactly(
                        "WARNING: The fleet shop at memory is not connected: the engine ended. What holds goes on"
                                + " holding here; commands are refused (null)",
                        "INFO: The fleet shop at memory is connected again (null)");
    }

    @Test
    void membersAreTheAskerAloneWithoutAnEngine() {
        var first = fleet.join();
        fleet.join();
        fleet.engine.isDown = true;
        fleet.engine.restart();
        fleet.pass(1);

        assertThat(first.node.members().toCompletableFuture().join())
                .extracting(Member::id)
                .containsExactly("i0");
    }
}
