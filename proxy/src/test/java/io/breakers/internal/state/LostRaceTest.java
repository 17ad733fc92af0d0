package io.breakers.internal.state;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.api.OpenWait;
import io.breakers.api.RuleReading;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import io.breakers.internal.rules.Tripwire;
import io.breakers.testing.ManualTicker;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * S21: the loser of a race does nothing. The races are played by one thread: the ticker and the wait function are user
 * code between the reading of a state and its replacement, and here they do what another thread could.
 */
class LostRaceTest {
    private static final Tripwire.Fired ONE_FAILURE =
            new Tripwire.Fired(TripRule.consecutiveFailures(1), "1 consecutive failure", new Transition.Counts(1, 1));

    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>();
    private final ManualTicker ticker = new ManualTicker();
    private final TestedBreaker breaker = TestedBreaker.at(
            ticker,
            config -> config.failureThreshold(1)
                    .probes(1)
                    .openFor(OpenWait.fixed(ofSeconds(10)).fromFailure(failure -> {
                        interfere();
                        return null;
                    }))
                    .ticker(() -> {
                        long now = ticker.read();
                        interfere();
                        return now;
                    }));

    private void interfere() {
        Runnable other = meanwhile.getAndSet(null);
        if (other != null) {
            other.run();
        }
    }

    @Test
    void aCallThatLosesTheTransitionToHalfOpenIsNoProbe() throws Exception {
        breaker.fail();
        breaker.advance(ofSeconds(10));
        meanwhile.set(breaker::begin);

        assertThat(breaker.breaker().<Object>call(() -> "the target was touched", cause -> "rejected"))
                .isEqualTo("rejected");

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        assertThat(breaker.events())
                .containsExactly("failure", "CLOSED->OPEN", "OPEN->HALF_OPEN", "rejected HALF_OPEN", "fallback");
    }

    /** A breaker whose only probe is overdue. */
    private void hang() {
        breaker.fail();
        breaker.advance(ofSeconds(10));
        breaker.begin();
        breaker.advance(ofSeconds(30));
    }

    /** A breaker whose second probe is overdue, as the first one was: it could have borne one. */
    private void hangAgain() {
        breaker.breaker()
                .reconfigure(breaker.breaker().config().toBuilder()
                        .successThreshold(1, 2)
                        .build());
        hang();
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        breaker.begin();
        breaker.advance(ofSeconds(30));
    }

    @Test
    void s50_aLookThatEndsTheLastLeaseSaysSoHoweverLongItIsHeldUpThen() {
        hangAgain();
        meanwhile.set(() -> meanwhile.set(() -> ticker.advance(ofSeconds(10))));

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void s50_aLookThatLosesTheRaceToEndTheLastLeaseLooksAgain() {
        hangAgain();
        meanwhile.set(() -> meanwhile.set(breaker.breaker()::reset));

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void aLookThatEndsALeaseSaysSoHoweverLongItIsHeldUpThen() {
        hang();
        // The first look at the clock finds the lease over, the second is when the wait begins.
        meanwhile.set(() -> meanwhile.set(() -> ticker.advance(ofSeconds(10))));

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void aLookThatComesTooLateToEndALeaseLooksAgain() {
        hang();
        meanwhile.set(breaker.breaker()::reset);
        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void aLookThatLosesTheRaceToEndALeaseLooksAgain() {
        hang();
        meanwhile.set(() -> meanwhile.set(breaker.breaker()::reset));
        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void anOperatorWhoLosesTheRaceToTripIsToldSo() {
        meanwhile.set(breaker.breaker()::forceOpen);
        assertThat(breaker.breaker().trip("drill")).isFalse();
    }

    @Test
    void anOperatorWhoLosesTheRaceToTripAgainIsToldSo() {
        breaker.fail();
        breaker.advance(ofSeconds(10));
        meanwhile.set(breaker.breaker()::forceOpen);

        assertThat(breaker.breaker().trip("drill")).isFalse();
    }

    /** The third look at the clock is for the transition; the first two are for the outcome and for leases. */
    @Test
    void s46_aProbeClosesTheBreakerAlthoughThatIsReconfiguredMeanwhile() {
        breaker.fail();
        breaker.advance(ofSeconds(10));
        breaker.succeed();
        TestedBreaker.Pending probe = breaker.begin();
        BreakerConfig other =
                breaker.breaker().config().toBuilder().failureThreshold(7).build();
        meanwhile.set(
                () -> meanwhile.set(() -> meanwhile.set(() -> breaker.breaker().reconfigure(other))));

        probe.succeed();

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.breaker().config()).isEqualTo(other);
    }

    /** The wait function reconfigures the breaker that is about to open. */
    @Test
    void s46_aFailureTripsTheBreakerAlthoughThatIsReconfiguredMeanwhile() {
        var opening = new AtomicReference<Runnable>(() -> {});
        var tripped = TestedBreaker.with(config -> config.failureThreshold(1)
                .openFor(OpenWait.fixed(ofSeconds(10)).fromFailure(failure -> {
                    opening.getAndSet(() -> {}).run();
                    return null;
                })));
        BreakerConfig other =
                tripped.breaker().config().toBuilder().successThreshold(7).build();
        opening.set(() -> tripped.breaker().reconfigure(other));

        tripped.fail();

        assertThat(tripped.state()).isEqualTo(OPEN);
        assertThat(tripped.breaker().config()).isEqualTo(other);
    }

    /** The wait of the new configuration is computed by the user's random generator. */
    @Test
    void s46_aChangeThatLosesToATransitionIsTriedAgain() {
        breaker.fail();
        BreakerConfig other = breaker.breaker().config().toBuilder()
                .openFor(OpenWait.fixed(ofSeconds(20)).jitter(0.5, new Random(1) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public double nextDouble() {
                        interfere();
                        return super.nextDouble();
                    }
                }))
                .build();
        meanwhile.set(breaker.breaker()::reset);

        breaker.breaker().reconfigure(other);

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.breaker().config()).isEqualTo(other);
    }

    @Test
    void aTripThatComesTooLateLeavesTheNewState() {
        TestedBreaker.Pending failing = breaker.begin();
        ticker.advance(ofSeconds(1));
        meanwhile.set(breaker.breaker()::forceOpen);

        failing.fail();

        assertThat(breaker.events()).containsExactly("CLOSED->FORCED_OPEN", "failure");
    }

    @Test
    void aResetThatLosesToATripIsTriedAgain() {
        meanwhile.set(breaker::fail);

        breaker.breaker().reset();

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.events()).containsExactly("failure", "CLOSED->OPEN", "OPEN->CLOSED");
    }

    @Test
    void aResetThatLosesToAnOperatorIsTriedAgain() {
        breaker.fail();
        meanwhile.set(breaker.breaker()::forceOpen);

        breaker.breaker().reset();

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.events())
                .containsExactly("failure", "CLOSED->OPEN", "OPEN->FORCED_OPEN", "FORCED_OPEN->CLOSED");
    }

    @Test
    void aProbeThatFailsAfterAnotherHasDecidesNothing() {
        breaker.fail();
        breaker.advance(ofSeconds(10));
        TestedBreaker.Pending probe = breaker.begin();
        meanwhile.set(() -> {
            breaker.breaker().reset();
            breaker.fail();
            breaker.advance(ofSeconds(4));
        });

        probe.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(6));
        assertThat(breaker.stats().transitions()).isEqualTo(4);
    }

    @Test
    void aCallThatFindsTheBreakerClosedMeanwhilePasses() {
        breaker.fail();
        breaker.advance(ofSeconds(10));
        meanwhile.set(breaker.breaker()::reset);

        breaker.succeed();

        assertThat(breaker.events()).containsExactly("failure", "CLOSED->OPEN", "OPEN->CLOSED", "success");
    }

    // Where no user code comes between two steps: the second step, with what another thread has made stale.

    /** A HALF_OPEN with two slots, the first of which is taken. */
    private static HalfOpen probing() {
        BreakerConfig config =
                BreakerConfig.builder().probes(2).successThreshold(3).build();
        var machine = new StateMachine("payments", config, false);
        var trip = new Trip(1, new RuleReading(ONE_FAILURE.rule(), ONE_FAILURE.counts()), null);
        var link = new TransitionLink("payments", 0);
        return new HalfOpen(machine, machine.current().settings, link, 0, trip, List.of());
    }

    private static Lease lease(int slot) {
        return new Lease(slot, 0, Long.MAX_VALUE);
    }

    @Test
    void s16_aSlotIsTakenByTheFirstWhoComes() {
        HalfOpen state = probing();
        Lease first = lease(1);

        assertThat(state.take(1, first)).isTrue();
        assertThat(state.take(1, lease(1))).isFalse();
        assertThat(state.slots.get(1)).isSameAs(first);
    }

    @Test
    void s50_aTallyIsReplacedByTheFirstWhoEndsAProbe() {
        HalfOpen state = probing();
        Tally seen = state.tally;
        var first = new Tally(1, 0, null, 2, 2, null, false);

        assertThat(state.replace(seen, first)).isTrue();
        assertThat(state.replace(seen, new Tally(0, 1, null, 2, 2, null, false)))
                .isFalse();
        assertThat(state.tally).isSameAs(first);
    }

    @Test
    void s18_aSealThatLosesToAnEndIsTriedAgain() {
        HalfOpen state = probing();
        Tally seen = state.tally;
        state.endsState(lease(1), 1, 0, null);

        assertThat(state.seal(seen)).isFalse();
        assertThat(state.tally.sealed()).isFalse();
        assertThat(state.seal(state.tally)).isTrue();
        assertThat(state.tally.sealed()).isTrue();
        assertThat(state.seal(state.tally)).as("by another").isTrue();
    }

    @Test
    void aStateIsTrippedByTheFirstWhoseRuleFires() {
        var machine = new StateMachine("payments", BreakerConfig.defaults(), false);
        var closed = (Closed) machine.current();

        assertThat(machine.trip(closed, ONE_FAILURE, TestedBreaker.DOWN)).isTrue();
        assertThat(machine.trip(closed, ONE_FAILURE, TestedBreaker.DOWN)).isFalse();
        assertThat(machine.state()).isEqualTo(OPEN);
    }
}
