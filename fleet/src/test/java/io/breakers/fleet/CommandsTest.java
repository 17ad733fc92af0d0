package io.breakers.fleet;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.DISABLED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.fleet.internal.messages.Action;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S62: what holds, and whom it reaches. */
class CommandsTest {
    private final VirtualFleet fleet = new VirtualFleet();
    private final VirtualFleet.Instance first = fleet.join();
    private final VirtualFleet.Instance second = fleet.join();

    @Test
    void reachesAllWithoutWaitingForASignOfLife() {
        var given = first.give(Action.FORCE_OPEN);
        fleet.time.advance(Duration.ofMillis(20));

        long number = given.join().entry().number();
        assertThat(fleet.states()).containsOnly(FORCED_OPEN);
        assertThat(second.breaker().status().reason()).isEqualTo("maintenance (ops-7, fleet command " + number + ")");
    }

    @Test
    void reachesThoseWhoHaveMissedTheMessage() {
        fleet.engine.delays = () -> -1L;
        first.give(Action.FORCE_OPEN);
        fleet.pass(3);

        assertThat(fleet.states()).containsOnly(FORCED_OPEN);
    }

    @Test
    void holdsForThoseWhoJoinLater() {
        first.give(Action.DISABLE);
        fleet.pass(1);

        assertThat(fleet.join().state()).isEqualTo(DISABLED);
    }

    @Test
    void holdsForBreakersThatAreMadeLaterFromTheirFirstCallOn() {
        first.give(Action.FORCE_OPEN, "Later", 0);
        fleet.pass(1);

        Breaker made = second.registry.breaker("Later");

        assertThat(made.state()).isEqualTo(FORCED_OPEN);
    }

    /** A service, whose breaker is {@code Later.find}. */
    interface Later {
        int find();
    }

    @Test
    void theLastOneHoldsWhetherForTheServiceOrTheBreaker() {
        first.give(Action.FORCE_OPEN, "Later", 0);
        fleet.pass(1);
        first.give(Action.DISABLE, "Later.find", 0);
        fleet.pass(1);
        first.registry.protect(Later.class, () -> 7);
        assertThat(first.registry.breaker("Later.find").state()).isEqualTo(DISABLED);

        first.give(Action.FORCE_OPEN, "Later", 0);
        fleet.pass(1);
        second.registry.protect(Later.class, () -> 7);

        assertThat(first.registry.breaker("Later.find").state()).isEqualTo(FORCED_OPEN);
        assertThat(second.registry.breaker("Later.find").state()).isEqualTo(FORCED_OPEN);
    }

    @Test
    void isDoneOnceSoThatWhatIsDoneHereAfterwardsHolds() {
        first.give(Action.FORCE_OPEN);
        fleet.pass(1);
        second.breaker().reset("here");
        fleet.engine.restart();
        fleet.pass(10);

        assertThat(second.state()).isEqualTo(CLOSED);
    }

    @Test
    void anOlderCommandThatComesLateChangesNothing() {
        first.give(Action.FORCE_OPEN);
        fleet.pass(1);
        var old = fleet.engine.numberOf("c:Stock.find");
        first.give(Action.RESET);
        fleet.pass(1);

        fleet.engine.publish(new FleetChannel.Change(
                old - 1,
                old,
                new FleetChannel.Entry("c:Stock.find", old, fleet.engine.now(), "1\tforce-open\t0\tops\tlate")));
        fleet.pass(1);

        assertThat(fleet.states()).containsOnly(CLOSED);
    }

    @Test
    void aTripIsDoneOnceAndNotKept() {
        first.give(Action.TRIP);
        fleet.pass(1);

        assertThat(fleet.states()).containsOnly(OPEN);
        assertThat(fleet.join().state()).isEqualTo(CLOSED);
    }

    @Test
    void aTripDoesNotReplaceWhatHolds() {
        first.give(Action.FORCE_OPEN, "Later", 0);
        fleet.pass(1);
        first.give(Action.TRIP, "Later", 0);
        fleet.pass(1);

        assertThat(second.registry.breaker("Later").state()).isEqualTo(FORCED_OPEN);
    }

    @Test
    void anEndLeadsToResetOnEachInstance() {
        first.give(Action.FORCE_OPEN, "Stock.find", 60_000);
        fleet.pass(59);
        assertThat(fleet.states()).containsOnly(FORCED_OPEN);

        fleet.pass(2);

        assertThat(fleet.states()).containsOnly(CLOSED);
        assertThat(second.breaker().status().reason()).startsWith("the end of: maintenance (ops-7, fleet command ");
    }

    @Test
    void anEndComesWithoutTheEngineToo() {
        first.give(Action.FORCE_OPEN, "Stock.find", 60_000);
        fleet.pass(1);
        fleet.engine.isDown = true;
        fleet.engine.restart();
        fleet.pass(60);

        assertThat(fleet.states()).containsOnly(CLOSED);
    }

    @Test
    void aLaterCommandSupersedesAnEnd() {
        first.give(Action.FORCE_OPEN, "Stock.find", 60_000);
        fleet.pass(1);
        second.give(Action.FORCE_OPEN);
        fleet.pass(100);

        assertThat(fleet.states()).containsOnly(FORCED_OPEN);
    }

    @Test
    void whoJoinsAfterTheEndFindsNothing() {
        first.give(Action.FORCE_OPEN, "Stock.find", 1_000);
        fleet.pass(5);

        assertThat(fleet.join().state()).isEqualTo(CLOSED);
    }

    @Test
    void membersTellWhatIsOpenWithinSeconds() {
        second.breaker().forceOpen("here");
        fleet.pass(3);
        var members = first.node.members().toCompletableFuture();
        fleet.pass(1);

        assertThat(members.join()).extracting(Member::id).containsExactly("i0", "i1");
        assertThat(members.join().get(1).open()).containsExactly("Stock.find");
        assertThat(members.join().get(1).since()).isGreaterThan(Duration.ofSeconds(3));
    }

    @Test
    void aMemberThatLeavesIsGoneAndOneWithAFaultIsNot() {
        second.node.close();
        var third = fleet.join();
        fleet.pass(1);
        third.node.run(() -> {
            throw new IllegalStateException("broken");
        });

        assertThat(members()).containsExactly("i0", "i2");
    }

    @Test
    void aMemberThatDiesIsGoneWithinFifteenSeconds() {
        fleet.engine.dead.add("i1");
        fleet.pass(5);
        assertThat(members()).containsExactly("i0", "i1");
        fleet.pass(8);

        assertThat(members()).containsExactly("i0");
    }

    private List<String> members() {
        var members = first.node.members().toCompletableFuture();
        fleet.pass(1);
        return members.join().stream().map(Member::id).toList();
    }

    @Test
    void asksLessThanOnceASecondAtRest() {
        long before = fleet.engine.questions;
        fleet.pass(100);

        assertThat(fleet.engine.questions - before).isLessThanOrEqualTo(2 * 51);
        assertThat(fleet.engine.messages).isZero();
    }
}
