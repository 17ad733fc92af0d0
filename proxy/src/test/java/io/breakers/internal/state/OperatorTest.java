package io.breakers.internal.state;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.DISABLED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import io.breakers.tools.Gate;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S2: the states of the operator, which neither time nor an outcome leaves. */
class OperatorTest {
    private static TestedBreaker in(BreakerState state) {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).openFor(ofSeconds(10)));
        switch (state) {
            case CLOSED -> {}
            case OPEN -> breaker.fail();
            case HALF_OPEN -> {
                breaker.fail();
                breaker.advance(ofSeconds(10));
                breaker.begin();
            }
            case FORCED_OPEN -> breaker.breaker().forceOpen();
            case DISABLED -> breaker.breaker().disable();
        }
        assertThat(breaker.state()).isEqualTo(state);
        return breaker;
    }

    private static Transition last(TestedBreaker breaker) {
        List<Transition> all = breaker.recorder().transitions();
        return all.get(all.size() - 1);
    }

    @ParameterizedTest
    @EnumSource(names = "FORCED_OPEN", mode = EnumSource.Mode.EXCLUDE)
    void forceOpenLeadsFromAnyStateToForcedOpen(BreakerState state) {
        var breaker = in(state);
        long before = breaker.stats().transitions();

        breaker.breaker().forceOpen();

        assertThat(breaker.state()).isEqualTo(FORCED_OPEN);
        assertThat(last(breaker))
                .hasToString("payments #" + (before + 1) + " " + state + " -> FORCED_OPEN: forced open by an operator");
        assertThat(breaker.stats().transitions()).isEqualTo(before + 1);
        assertThat(breaker.stats().trippedBy()).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = "DISABLED", mode = EnumSource.Mode.EXCLUDE)
    void disableLeadsFromAnyStateToDisabled(BreakerState state) {
        var breaker = in(state);
        long before = breaker.stats().transitions();

        breaker.breaker().disable();

        assertThat(breaker.state()).isEqualTo(DISABLED);
        assertThat(last(breaker))
                .hasToString("payments #" + (before + 1) + " " + state + " -> DISABLED: disabled by an operator");
        assertThat(breaker.stats().transitions()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource(names = "CLOSED", mode = EnumSource.Mode.EXCLUDE)
    void resetLeadsFromAnyStateToClosed(BreakerState state) {
        var breaker = in(state);
        long before = breaker.stats().transitions();

        breaker.breaker().reset();

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(last(breaker))
                .hasToString("payments #" + (before + 1) + " " + state + " -> CLOSED: reset by an operator");
        assertThat(breaker.stats().transitions()).isEqualTo(before + 1);
        breaker.fail();
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void doingItAgainIsNoTransition() {
        var breaker = in(CLOSED);

        breaker.breaker().forceOpen();
        breaker.breaker().forceOpen();
        breaker.breaker().disable();
        breaker.breaker().disable();
        breaker.breaker().reset();
        breaker.breaker().reset();

        assertThat(breaker.events())
                .containsExactly("CLOSED->FORCED_OPEN", "FORCED_OPEN->DISABLED", "DISABLED->CLOSED");
    }

    @Test
    void resettingAClosedBreakerEmptiesItsWindowsAndKeepsItsStatistics() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(2));
        breaker.fail();

        breaker.breaker().reset();
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.stats().failures()).isEqualTo(2);
        breaker.fail();
        assertThat(breaker.recorder().transitions())
                .singleElement()
                .hasToString(
                        "payments #1 CLOSED -> OPEN: 2 consecutive failures; last failure java.io.IOException: down");
    }

    @Test
    void forcedOpenRejectsForAnyTimeAndCounts() {
        var breaker = in(FORCED_OPEN);

        breaker.reject();
        breaker.advance(ofDays(1_000));
        breaker.reject();

        assertThat(breaker.state()).isEqualTo(FORCED_OPEN);
        assertThat(breaker.stats().rejected(FORCED_OPEN)).isEqualTo(2);
        assertThat(breaker.stats().rejected()).isEqualTo(2);
    }

    @Test
    void disabledPassesEverythingAndCounts() {
        var breaker = in(DISABLED);

        breaker.fail(100);
        breaker.succeed(3);
        breaker.advance(ofDays(1_000));

        assertThat(breaker.state()).isEqualTo(DISABLED);
        assertThat(breaker.stats().failures()).isEqualTo(100);
        assertThat(breaker.stats().successes()).isEqualTo(3);
    }

    @Test
    void theWaitBeforeAnOperatorIsForgotten() {
        var breaker = in(OPEN);
        breaker.breaker().disable();
        breaker.advance(ofSeconds(10));

        assertThat(breaker.state()).isEqualTo(DISABLED);
        breaker.succeed();
        assertThat(breaker.state()).isEqualTo(DISABLED);
    }

    @Test
    void theBreakerSaysItsNameAndState() {
        assertThat(in(HALF_OPEN).breaker()).hasToString("payments HALF_OPEN");
        assertThat(in(CLOSED).breaker()).hasToString("payments CLOSED");
    }

    @Test
    void aBreakerWithoutAnInterfaceIsItsOwnService() {
        var breaker = in(CLOSED).breaker();

        assertThat(breaker.name()).isEqualTo("payments");
        assertThat(breaker.service()).isEqualTo("payments");
        assertThat(breaker.method()).isEqualTo("call");
        assertThat(breaker.serviceType()).isNull();
        assertThat(breaker.config().rules()).map(Object::toString).containsExactly("1 failure");
    }

    @Test
    void theChainOfTransitionsHoldsUnderLoad() throws Exception {
        var breaker = TestedBreaker.with(
                config -> config.failureThreshold(1).openFor(ofSeconds(1)).successThreshold(1));
        try (var gate = new Gate(6)) {
            gate.run(() -> {
                var random = ThreadLocalRandom.current();
                for (int step = 0; step < 1_000; step++) {
                    breaker.advance(ofSeconds(random.nextInt(2)));
                    switch (random.nextInt(30)) {
                        case 0 -> breaker.breaker().forceOpen();
                        case 1 -> breaker.breaker().disable();
                        case 2, 3, 4 -> breaker.breaker().reset();
                        default -> attempt(breaker, random.nextBoolean());
                    }
                }
                return null;
            });
        }
        List<Transition> all = breaker.recorder().transitions();
        BreakerState state = CLOSED;
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).number()).isEqualTo(i + 1);
            assertThat(all.get(i).from())
                    .isEqualTo(state)
                    .isNotEqualTo(all.get(i).to());
            state = all.get(i).to();
        }
        assertThat(breaker.stats().transitions()).isEqualTo(all.size());
        assertThat(all).hasSizeGreaterThan(100);
    }

    private static void attempt(TestedBreaker breaker, boolean failing) {
        try {
            breaker.breaker().call(() -> {
                if (failing) {
                    throw new IllegalStateException("down");
                }
                return "paid";
            });
        } catch (Exception failedOrRejected) {
            assertThat(failedOrRejected).isInstanceOf(RuntimeException.class);
        }
    }
}
