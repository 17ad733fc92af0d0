package io.breakers.internal.state;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.DISABLED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.OpenWait;
import io.breakers.proxy.BreakerAccess;
import io.breakers.proxy.BreakerAccess.Kept;
import io.breakers.tools.Gate;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What is kept of a breaker over a restart, and the way from OPEN and HALF_OPEN to CLOSED without probes (S55). */
class KeptStateTest {
    private final TestedBreaker tested = TestedBreaker.with(config -> config.failureThreshold(1)
            .openFor(OpenWait.exponential(ofSeconds(10), 2, ofSeconds(60)).forgetAfter(ofSeconds(600)))
            .successThreshold(1)
            .probeLease(ofSeconds(30)));
    private final Breaker breaker = tested.breaker();
    private final BreakerAccess access = BreakerAccess.to(breaker);

    private static Kept open(long seconds, int trips) {
        return new Kept(OPEN, "it was down", ofSeconds(seconds), trips);
    }

    @Test
    void aClosedBreakerKeepsNothing() {
        assertThat(access.keep()).isEmpty();
    }

    @Test
    void anOpenBreakerKeepsItsWaitItsTripsAndItsReason() {
        tested.fail();
        tested.advance(ofSeconds(4));

        assertThat(access.keep()).contains(new Kept(OPEN, "1 failure", ofSeconds(6), 1));
        tested.advance(ofSeconds(6));
        assertThat(access.keep()).contains(new Kept(OPEN, "1 failure", ZERO, 1));
        tested.fail();
        assertThat(access.keep()).contains(new Kept(OPEN, "a probe failed", ofSeconds(20), 2));
    }

    @Test
    void aDryRunKeepsItsWait() {
        breaker.reconfigure(breaker.config().toBuilder().enforce(0).build());
        tested.fail();
        tested.advance(ofSeconds(4));

        assertThat(access.keep()).contains(new Kept(OPEN, "1 failure", ofSeconds(6), 1));
        assertThat(breaker.status().retryAfter()).isEqualTo(ZERO);
    }

    @Test
    void aHalfOpenBreakerKeepsItsTrips() {
        tested.fail();
        tested.advance(ofSeconds(10));
        tested.begin();

        assertThat(access.keep()).contains(new Kept(HALF_OPEN, "the wait is over", ZERO, 1));
        tested.advance(ofSeconds(30));
        assertThat(access.keep()).contains(new Kept(OPEN, "a probe outlived its lease", ofSeconds(20), 2));
    }

    @Test
    void whatAnOperatorHasSetIsKeptWithItsReason() {
        tested.fail();
        breaker.forceOpen("maintenance");
        assertThat(access.keep()).contains(new Kept(FORCED_OPEN, "maintenance", ZERO, 0));
        breaker.disable("load test");
        assertThat(access.keep()).contains(new Kept(DISABLED, "load test", ZERO, 0));
    }

    @Test
    void anOpenBreakerGoesOnWithItsWaitAndItsTrips() {
        assertThat(access.restore(open(6, 2))).isTrue();

        assertThat(tested.events()).containsExactly("CLOSED->OPEN");
        assertThat(breaker.status().state()).isEqualTo(OPEN);
        assertThat(breaker.status().reason()).isEqualTo("it was down");
        assertThat(breaker.status().retryAfter()).isEqualTo(ofSeconds(6));
        assertThat(breaker.status().rule()).isNull();
        breaker.reconfigure(breaker.config().toBuilder()
                .openFor(OpenWait.exponential(ofSeconds(1), 3, ofSeconds(60)))
                .build());
        assertThat(breaker.status().retryAfter())
                .as("a wait that was set stays")
                .isEqualTo(ofSeconds(6));
        tested.advance(ofSeconds(6));
        tested.fail();
        assertThat(breaker.status().retryAfter()).as("the third trip").isEqualTo(ofSeconds(9));
    }

    @Test
    void aWaitThatIsOverReadsHalfOpen() {
        assertThat(access.restore(open(0, 1))).isTrue();

        assertThat(breaker.status().state()).isEqualTo(HALF_OPEN);
        assertThat(breaker.status().reason()).isEqualTo("the wait is over");
        tested.succeed();
        assertThat(tested.state()).isEqualTo(CLOSED);
    }

    @Test
    void halfOpenGoesOnWithoutItsProbes() {
        assertThat(access.restore(new Kept(HALF_OPEN, "the wait is over", ZERO, 3)))
                .isTrue();

        assertThat(tested.state()).isEqualTo(HALF_OPEN);
        tested.fail();
        assertThat(access.keep().orElseThrow().trips()).isEqualTo(4);
    }

    @Test
    void whatAnOperatorHasSetComesBack() {
        assertThat(access.restore(new Kept(DISABLED, "load test", ZERO, 0))).isTrue();
        assertThat(tested.state()).isEqualTo(DISABLED);
        assertThat(breaker.status().reason()).isEqualTo("load test");
        breaker.reset();
        assertThat(access.restore(new Kept(FORCED_OPEN, "maintenance", ZERO, 0)))
                .isTrue();
        assertThat(tested.state()).isEqualTo(FORCED_OPEN);
        assertThat(breaker.status().reason()).isEqualTo("maintenance");
    }

    @Test
    void whatIsKnownNowIsNotOverwritten() {
        tested.fail();
        assertThat(access.restore(open(60, 5))).isFalse();
        assertThat(breaker.status().reason()).isEqualTo("1 failure");
        tested.advance(ofSeconds(10));
        tested.begin();
        assertThat(access.restore(open(60, 5))).isFalse();
        assertThat(access.restore(new Kept(FORCED_OPEN, "maintenance", ZERO, 0)))
                .isTrue();
        assertThat(access.restore(new Kept(DISABLED, "load test", ZERO, 0))).isFalse();
        assertThat(access.restore(open(60, 5))).isFalse();
        breaker.disable();
        assertThat(access.restore(new Kept(FORCED_OPEN, "maintenance", ZERO, 0)))
                .isFalse();
        assertThat(access.restore(open(60, 5))).isFalse();
    }

    @Test
    void anOperatorsStateBeatsOneOfTheRules() {
        tested.fail();

        assertThat(access.restore(new Kept(FORCED_OPEN, "maintenance", ZERO, 0)))
                .isTrue();
        assertThat(tested.state()).isEqualTo(FORCED_OPEN);
    }

    @Test
    void s55_anOpenBreakerRecoversAndRemembersItsTrips() {
        tested.fail();

        assertThat(access.recover("2 good checks")).isTrue();

        assertThat(tested.events()).containsExactly("failure", "CLOSED->OPEN", "OPEN->CLOSED");
        assertThat(breaker.status().reason()).isEqualTo("2 good checks");
        tested.fail();
        assertThat(breaker.status().retryAfter()).as("the second trip").isEqualTo(ofSeconds(20));
    }

    @Test
    void s55_aHalfOpenBreakerRecoversAndItsProbesDecideNothing() {
        tested.fail();
        tested.advance(ofSeconds(10));
        TestedBreaker.Pending probe = tested.begin();

        assertThat(access.recover("a good check")).isTrue();
        probe.fail();

        assertThat(tested.state()).isEqualTo(CLOSED);
    }

    @Test
    void s55_otherStatesAreLeftAlone() {
        assertThat(access.recover("a good check")).isFalse();
        breaker.forceOpen("f");
        assertThat(access.recover("a good check")).isFalse();
        breaker.disable("d");
        assertThat(access.recover("a good check")).isFalse();
        assertThat(breaker.status().reason()).isEqualTo("d");
    }

    /** What an operator sets meanwhile stays: neither comes in between what the other reads and writes. */
    @Test
    void s55_aRecoveryNeverUndoesWhatAnOperatorSets() throws Exception {
        List<Callable<Boolean>> tasks = List.of(
                () -> access.recover("a good check"), () -> breaker.forceOpen("f"), () -> access.restore(open(5, 1)));
        try (var gate = new Gate(tasks.size())) {
            for (int round = 0; round < 2_000; round++) {
                breaker.reset();
                tested.fail();
                assertThat(gate.runAll(tasks).get(1)).isTrue();
                assertThat(tested.state()).isEqualTo(FORCED_OPEN);
            }
        }
    }

    private static void refuses(BreakerState state, Duration wait, int trips, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Kept(state, "r", wait, trips))
                .withMessage(message);
    }

    @Test
    void whatCannotBeIsRefused() {
        refuses(CLOSED, ZERO, 0, "state must not be CLOSED, which keeps nothing");
        refuses(OPEN, ZERO, 0, "trips must be at least 1 in OPEN, was 0");
        refuses(FORCED_OPEN, ZERO, 1, "trips must be 0 in FORCED_OPEN, was 1");
        refuses(OPEN, ofSeconds(-1), 1, "rest must not be negative in OPEN, was PT-1S");
        refuses(HALF_OPEN, ofSeconds(1), 1, "rest must be 0 in HALF_OPEN, was PT1S");
        refuses(DISABLED, ofSeconds(1), 0, "rest must be 0 in DISABLED, was PT1S");
        assertThatNullPointerException().isThrownBy(() -> access.recover(null)).withMessage("reason");
        assertThatNullPointerException()
                .isThrownBy(() -> BreakerAccess.to(null))
                .withMessage("breaker");
    }

    @Test
    void aBreakerOfSomebodyElseIsRefused() {
        var other = (Breaker) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Breaker.class}, (proxy, method, arguments) -> null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BreakerAccess.to(other))
                .withMessageEndingWith(" is not a breaker of this library; give one that Breakers.inspect,"
                        + " Breakers.breaker or a registry returned");
    }
}
