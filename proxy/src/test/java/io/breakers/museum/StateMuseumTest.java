package io.breakers.museum;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.api.OpenWait;
import io.breakers.api.Transition;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.internal.state.TestedBreaker.Pending;
import io.breakers.testing.ManualTicker;
import io.breakers.tools.Gate;
import io.breakers.tools.RecordedLog;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Group B of the bug museum, first room: races of the state machine and transitions that were left half done. */
class StateMuseumTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    @Test
    void b1_whateverUserCodeThrowsInATransitionTheNextCallIsServed() {
        var clockBroken = new AtomicBoolean();
        var ticker = new ManualTicker();
        var breaker = TestedBreaker.at(
                ticker,
                config -> config.failureThreshold(1)
                        .successThreshold(1)
                        .ticker(() -> {
                            if (clockBroken.get()) {
                                throw new NoClassDefFoundError("ticker");
                            }
                            return ticker.read();
                        })
                        .openFor(OpenWait.fixed(ofSeconds(10)).fromFailure(failure -> {
                            throw new NoClassDefFoundError("wait");
                        }))
                        .listener(owner -> new BreakerListener() {
                            @Override
                            public void onTransition(Transition transition) {
                                throw new NoClassDefFoundError("listener");
                            }
                        }));

        clockBroken.set(true);
        breaker.fail();
        assertThat(breaker.state()).isEqualTo(OPEN);
        breaker.reject();
        clockBroken.set(false);
        breaker.advance(ofSeconds(10));
        clockBroken.set(true);
        breaker.reject();
        clockBroken.set(false);
        breaker.succeed();

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.stats().inFlight()).isZero();
    }

    @Test
    void b2_aWaitFunctionThatThrowsLeavesTheBaseWait() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1)
                .openFor(OpenWait.fixed(ofSeconds(10)).fromFailure(failure -> {
                    throw new IllegalStateException("no header");
                })));

        breaker.fail();

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(10));
        assertThat(log.lines())
                .containsExactly("WARNING: payments: the wait could not be computed; the base wait is used"
                        + " (java.lang.IllegalStateException: no header)");
    }

    private static Callable<Void> ending(Runnable end) {
        return () -> {
            end.run();
            return null;
        };
    }

    @Test
    void b3_theLoserOfATransitionDoesNothingAndTellsNoCaller() throws Exception {
        try (var gate = new Gate(4)) {
            for (int round = 0; round < 200; round++) {
                var breaker = TestedBreaker.with(config ->
                        config.failureThreshold(1).openFor(ofSeconds(10)).successThreshold(4));
                breaker.fail();
                breaker.advance(ofSeconds(10));
                List<Pending> probes = List.of(breaker.begin(), breaker.begin(), breaker.begin(), breaker.begin());
                gate.runAll(probes.stream().map(probe -> ending(probe::succeed)).toList());
                assertThat(breaker.recorder().transitions())
                        .hasSize(3)
                        .last()
                        .hasToString("payments #3 HALF_OPEN -> CLOSED: 4 probes succeeded");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FORCED_OPEN", "DISABLED", "CLOSED"})
    void b4_noOldWaitEndsAStateOfTheOperator(BreakerState state) {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).openFor(ofSeconds(10)));
        breaker.fail();
        switch (state) {
            case FORCED_OPEN -> breaker.breaker().forceOpen();
            case DISABLED -> breaker.breaker().disable();
            default -> breaker.breaker().reset();
        }

        breaker.advance(ofSeconds(10));

        assertThat(breaker.state()).isEqualTo(state);
        breaker.breaker().reset();
        breaker.fail();
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(10));
    }

    @Test
    void b5_concurrentTransitionsLeaveOneStateAndOneEvent() throws Exception {
        try (var gate = new Gate(4)) {
            for (int round = 0; round < 200; round++) {
                var breaker = TestedBreaker.with(config -> config.failureThreshold(1));
                List<Pending> calls = List.of(breaker.begin(), breaker.begin(), breaker.begin(), breaker.begin());
                gate.runAll(calls.stream().map(call -> ending(call::fail)).toList());
                assertThat(breaker.recorder().transitions())
                        .singleElement()
                        .hasToString("payments #1 CLOSED -> OPEN: 1 failure; last failure java.io.IOException: down");
                assertThat(breaker.state()).isEqualTo(OPEN);
            }
        }
    }

    @Test
    void b6_aSuccessDoesNotOverrideAFailedProbe() {
        var breaker = TestedBreaker.with(config ->
                config.failureThreshold(1).openFor(ofSeconds(10)).probes(2).successThreshold(2));
        breaker.fail();
        breaker.advance(ofSeconds(10));
        Pending succeeding = breaker.begin();
        Pending failing = breaker.begin();

        failing.fail();
        succeeding.succeed();

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(10));
    }

    @Test
    void b7_closesUnderLoadWithinOneWaitAndItsProbes() throws Exception {
        int threads = 16;
        try (var gate = new Gate(threads)) {
            for (int round = 0; round < 50; round++) {
                var breaker =
                        TestedBreaker.with(config -> config.failureThreshold(1).openFor(ofSeconds(10)));
                breaker.fail();
                breaker.advance(ofSeconds(10));
                gate.run(() -> {
                    for (int call = 0; call < 20; call++) {
                        try {
                            breaker.succeed();
                        } catch (CallRejectedException rejected) {
                            assertThat(rejected.state()).isEqualTo(HALF_OPEN);
                        }
                    }
                    return null;
                });
                assertThat(breaker.state()).isEqualTo(CLOSED);
                assertThat(breaker.recorder().transitions()).hasSize(3);
            }
        }
    }

    @Test
    void b8_theEndOfTheWaitIsSeenWithoutAnyCall() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).openFor(ofSeconds(5)));
        breaker.fail();

        breaker.advance(ofSeconds(10));

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        assertThat(breaker.recorder().transitions()).hasSize(1);
    }
}
