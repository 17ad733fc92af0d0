package io.breakers.fleet;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.fleet.internal.messages.Action;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** S63. */
class SharedTripsTest {
    private final VirtualFleet fleet = new VirtualFleet();
    private final Quorum half = Quorum.of(0.5).within(Duration.ofSeconds(30));

    private void four() {
        for (int i = 0; i < 4; i++) {
            fleet.join(half);
        }
    }

    private VirtualFleet.Instance instance(int index) {
        return fleet.instances.get(index);
    }

    @Test
    void atQuorumTheOthersTripByOneMessage() {
        four();
        long before = fleet.engine.messages;
        instance(0).tripByCalls();
        fleet.pass(1);
        assertThat(fleet.states()).containsExactly(OPEN, CLOSED, CLOSED, CLOSED);
        instance(1).tripByCalls();
        fleet.pass(1);

        assertThat(fleet.states()).containsOnly(OPEN);
        assertThat(instance(3).breaker().status().reason()).isEqualTo("2 of 4 instances of the fleet tripped it");
        assertThat(fleet.engine.messages - before).isEqualTo(4);
    }

    @Test
    void oneBadInstanceTripsNobodyHoweverOften() {
        four();
        for (int i = 0; i < 10; i++) {
            instance(0).breaker().reset();
            instance(0).tripByCalls();
            fleet.pass(1);
        }

        assertThat(fleet.states()).containsExactly(OPEN, CLOSED, CLOSED, CLOSED);
    }

    @Test
    void twoAreNeededEvenWhereOneIsTheShare() {
        fleet.join(half);
        fleet.join(half);
        instance(0).tripByCalls();
        fleet.pass(1);

        assertThat(fleet.states()).containsExactly(OPEN, CLOSED);
    }

    @Test
    void anOldReportDoesNotCount() {
        four();
        instance(0).tripByCalls();
        fleet.pass(31);
        instance(1).tripByCalls();
        fleet.pass(1);

        assertThat(instance(3).state()).isEqualTo(CLOSED);
    }

    @Test
    void aReportDoesNotOutliveAnOutageOfTheEngine() {
        four();
        instance(0).tripByCalls();
        fleet.pass(1);
        fleet.engine.restart();
        fleet.pass(6);
        instance(1).tripByCalls();
        fleet.pass(1);

        assertThat(instance(3).state()).isEqualTo(CLOSED);
    }

    @Test
    void anOperatorsTripAndAnAdvisedOneAreNoReports() {
        four();
        instance(0).breaker().trip("by hand");
        instance(1).give(Action.TRIP);
        fleet.pass(1);
        fleet.instances.forEach(each -> each.breaker().reset());
        instance(0).tripByCalls();
        fleet.pass(1);

        assertThat(fleet.states()).containsExactly(OPEN, CLOSED, CLOSED, CLOSED);
    }

    @Test
    void aSetOfReportsTripsOnceAndNotAgainAfterARecovery() {
        four();
        instance(0).tripByCalls();
        instance(1).tripByCalls();
        fleet.pass(1);
        fleet.instances.forEach(each -> each.breaker().reset());
        fleet.pass(3);
        instance(2).tripByCalls();
        fleet.pass(20);

        assertThat(instance(0).state()).isEqualTo(CLOSED);
        assertThat(instance(3).state()).isEqualTo(CLOSED);
    }

    @Test
    void adviceThatIsLostIsFoundWithTheNextSignOfLife() {
        four();
        fleet.engine.delays = () -> -1L;
        instance(0).tripByCalls();
        instance(1).tripByCalls();
        fleet.pass(4);

        assertThat(fleet.states()).containsOnly(OPEN);
    }

    @Test
    void aReportOfWhoWasKilledDoesNotCount() {
        four();
        instance(0).tripByCalls();
        fleet.engine.dead.add("i0");
        fleet.pass(4);
        instance(1).tripByCalls();
        fleet.pass(8);

        assertThat(fleet.states().subList(1, 4)).containsExactly(OPEN, CLOSED, CLOSED);
    }

    @Test
    void whoseSignOfLifeIsLateCountsWhenItHasComeAgain() {
        four();
        instance(0).tripByCalls();
        fleet.engine.dead.add("i0");
        fleet.time.advance(Duration.ofMillis(2_900));
        instance(1).tripByCalls();
        fleet.engine.dead.clear();
        fleet.pass(6);

        assertThat(fleet.states()).containsOnly(OPEN);
    }

    /** Each one counts for as many breakers as the engine knows of. */
    @Test
    void anEngineThatHasForgottenWhoHasABreakerIsToldAtOnce() {
        for (int i = 0; i < 6; i++) {
            fleet.join(half);
        }
        fleet.engine.empty();
        fleet.engine.restart();
        fleet.time.advance(Duration.ofMillis(500));
        instance(0).tripByCalls();
        instance(1).tripByCalls();
        fleet.pass(1);

        assertThat(fleet.states().subList(2, 6)).containsOnly(CLOSED);
    }

    @Test
    void whoDoesNotShareNeitherReportsNorFollows() {
        four();
        var other = fleet.join();
        instance(0).tripByCalls();
        instance(1).tripByCalls();
        fleet.pass(1);

        assertThat(other.state()).isEqualTo(CLOSED);
        assertThat(instance(2).state()).isEqualTo(OPEN);
    }
}
