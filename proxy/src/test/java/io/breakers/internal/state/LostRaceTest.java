package io.breakers.internal.state;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.api.OpenWait;
import io.breakers.testing.ManualTicker;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * S21: the loser of a race does nothing. The races are played by one thread: the ticker and the wait function are user code between the reading of a state and its
 * replacement, and here they do what another thread could.
 */
class LostRaceTest {
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
}
