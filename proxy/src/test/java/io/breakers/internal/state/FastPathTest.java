package io.breakers.internal.state;

import static io.breakers.api.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerListener;
import io.breakers.api.TransitionLog;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.callbacks.Listeners;
import io.breakers.internal.settings.Settings;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Calls that are only counted: never where a rule or a listener would miss something. */
class FastPathTest {
    private StateMachine machine;

    private void machine(UnaryOperator<BreakerConfigBuilder> settings) {
        machine = new StateMachine(
                "payments", settings.apply(BreakerConfig.builder()).build(), false);
    }

    private void succeed() {
        CallAccounts accounts = machine.accounts();
        var permit = (Permit) accounts.enter();
        if (!CallAccounts.trySucceedFast(permit)) {
            accounts.succeeded(permit, accounts.start(permit));
        }
    }

    private void fail() {
        var permit = (Permit) machine.accounts().enter();
        machine.accounts().failed(permit, 0, new IllegalStateException("down"));
    }

    @Test
    void aSuccessThatEndsARowIsNotPassedOver() {
        machine(config -> config.failureThreshold(2));
        for (int round = 0; round < 3; round++) {
            succeed();
            fail();
        }
        assertThat(machine.accounts().stats())
                .hasToString("6 calls: 3 successes, 3 failures, 0 ignored, 0 cancelled, 0 rejected, 0 in flight");

        fail();

        assertThat(machine.state()).isEqualTo(OPEN);
    }

    @Test
    void aSuccessThatCompletesTheMinimumIsNotPassedOver() {
        machine(config ->
                config.tripWhen(TripRule.failureRate(0.5, Window.ofCalls(4)).minimumCalls(2)));

        fail();
        succeed();

        assertThat(machine.state()).isEqualTo(OPEN);
    }

    @Test
    void aCallOnTheFastPathIsCountedOnce() {
        machine(config -> config);
        for (int call = 0; call < 2; call++) {
            var permit = (Permit) machine.accounts().enter();

            assertThat(CallAccounts.trySucceedFast(permit)).isTrue();
        }

        assertThat(machine.accounts().stats())
                .hasToString("2 calls: 2 successes, 0 failures, 0 ignored, 0 cancelled, 0 rejected, 0 in flight");
    }

    @Test
    void aCallThatItsStateHasOutlivedIsCountedOnceAndEndsInItsOwnState() {
        machine(config -> config);
        var first = (Permit) machine.accounts().enter();
        machine.operator().reset("by a test");
        var second = (Permit) machine.accounts().enter();

        assertThat(second).isNotSameAs(first);
        assertThat(CallAccounts.trySucceedFast(first)).isFalse();
        machine.accounts().succeeded(first, 0);
        assertThat(CallAccounts.trySucceedFast(second)).isTrue();

        assertThat(machine.accounts().stats())
                .hasToString("2 calls: 2 successes, 0 failures, 0 ignored, 0 cancelled, 0 rejected, 0 in flight");
    }

    @Test
    void aCallInAnotherStateIsNotOnTheFastPath() {
        machine(config -> config);
        machine.operator().disable("by a test");

        var permit = (Permit) machine.accounts().enter();

        assertThat(CallAccounts.trySucceedFast(permit)).isFalse();
        assertThat(machine.accounts().stats().inFlight()).isEqualTo(1);
    }

    @Test
    void nobodyIsPassedOverWhoWantsTheTimeTheResultOrTheEvent() {
        Breaker owner = TestedBreaker.unheard(config -> config).breaker();
        BreakerListener.Factory heard = breaker -> new BreakerListener() {};
        assertThat(isFast(config -> config, BreakerListener.NONE)).isTrue();
        assertThat(isFast(config -> config, new BreakerListener() {})).isFalse();
        assertThat(isFast(config -> config, Listeners.of(List.of(TransitionLog.toSystemLogger()), owner)))
                .isTrue();
        assertThat(isFast(config -> config, Listeners.of(List.of(TransitionLog.toSystemLogger(), heard), owner)))
                .isFalse();
        assertThat(isFast(BreakerConfigBuilder::measureTime, BreakerListener.NONE))
                .isFalse();
        assertThat(isFast(config -> config.failOnResult("declined"::equals), BreakerListener.NONE))
                .isFalse();
    }

    private static boolean isFast(UnaryOperator<BreakerConfigBuilder> settings, BreakerListener listener) {
        return new Settings("payments", settings.apply(BreakerConfig.builder()).build(), 0, listener).fastPath;
    }
}
