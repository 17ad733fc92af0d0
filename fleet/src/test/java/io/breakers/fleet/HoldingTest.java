package io.breakers.fleet;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.fleet.internal.messages.Action;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** S62: what holds is done once to each breaker, and the last one wins. */
class HoldingTest {
    interface Shop {
        int stock();
    }

    private final VirtualFleet fleet = new VirtualFleet();
    private final VirtualFleet.Instance first = fleet.join();
    private final VirtualFleet.Instance second = fleet.join();

    private Breaker shop(VirtualFleet.Instance instance) {
        instance.registry.protect(Shop.class, () -> 1);
        return instance.registry.find("Shop.stock").orElseThrow();
    }

    @Test
    void whatIsDoneHereToABreakerThatWasMadeLaterHolds() {
        first.give(Action.FORCE_OPEN, "Later", 0);
        fleet.pass(1);
        Breaker made = second.registry.breaker("Later");
        assertThat(made.state()).isEqualTo(FORCED_OPEN);

        made.reset("here");
        fleet.pass(5);

        assertThat(made.state()).isEqualTo(CLOSED);
    }

    @Test
    void aResetThatHoldsIsNotDoneToABreakerThatIsMadeLater() {
        first.give(Action.RESET, "Later", 0);
        fleet.pass(1);
        Breaker made = second.registry.breaker("Later");

        made.trip("here");
        fleet.pass(5);

        assertThat(made.state()).isEqualTo(OPEN);
    }

    @Test
    void anEndThatCameBeforeDoesNothingToABreakerThatIsMadeLater() {
        first.give(Action.FORCE_OPEN, "Later", 1_000);
        fleet.pass(3);
        Breaker made = second.registry.breaker("Later");

        made.forceOpen("here");
        fleet.pass(5);

        assertThat(made.state()).isEqualTo(FORCED_OPEN);
    }

    @Test
    void theLastOfTheServicesCommandAndItsBreakersIsAllThatWhoJoinsDoes() {
        first.give(Action.FORCE_OPEN, "Shop.stock", 0);
        fleet.pass(1);
        first.give(Action.RESET, "Shop", 0);
        fleet.pass(1);
        VirtualFleet.Instance third = fleet.add();
        Breaker stock = shop(third);

        third.node.join();
        fleet.pass(5);

        assertThat(stock.state()).isEqualTo(CLOSED);
        assertThat(stock.stats().transitions()).isZero();
    }

    @Test
    void theLastOneHoldsForAServiceAndForOneOfItsBreakers() {
        Breaker stock = shop(second);
        first.give(Action.FORCE_OPEN, "Shop.stock", 0);
        fleet.pass(1);
        first.give(Action.DISABLE, "Shop", 0);
        fleet.pass(1);
        assertThat(stock.state()).isEqualTo(io.breakers.api.BreakerState.DISABLED);

        first.give(Action.FORCE_OPEN, "Shop.stock", 0);
        fleet.pass(1);

        assertThat(stock.state()).isEqualTo(FORCED_OPEN);
    }

    /** Its message may come before the instance knows the engine's time. */
    @Test
    void anEndComesWhereTheCommandIsGivenWhileAnInstanceJoins() {
        for (int moment = 0; moment < 20; moment++) {
            VirtualFleet.Instance joining = fleet.add();
            joining.node.join();
            fleet.time.advance(Duration.ofMillis(moment));

            first.give(Action.FORCE_OPEN, "Stock.find", 2_000);
            fleet.pass(8);

            assertThat(joining.state()).as("after %s ms", moment).isEqualTo(CLOSED);
        }
    }
}
