package io.breakers.reports;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static io.breakers.internal.state.TestedBreaker.waited;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.internal.state.TestedBreaker;
import io.breakers.internal.state.TestedBreaker.Pending;
import org.junit.jupiter.api.Test;

/** R23, R34, R42: how many probes reach a target that may still be weak. */
class ProbeLimitTest {
    /** Begins and fails the probe of one more HALF_OPEN, and lets the wait pass. */
    private static void failOneMore(TestedBreaker breaker) {
        breaker.fail();
        assertThat(breaker.state()).isEqualTo(OPEN);
        breaker.advance(ofSeconds(10));
    }

    @Test
    void r42_noMoreProbesAreAdmittedThanSuccessesAreNeeded() {
        var breaker = waited(config -> config);
        Pending first = breaker.begin();
        breaker.begin();
        first.succeed();

        assertThat(breaker.reject().reason()).isEqualTo("its probe is in flight");
    }

    @Test
    void r42_moreProbesThanSuccessesAreNeededAreNeverInFlight() {
        var breaker = waited(config -> config.probes(5).successThreshold(3));
        breaker.begin();
        breaker.begin();
        Pending third = breaker.begin();

        assertThat(breaker.reject().reason()).isEqualTo("all 3 probes are in flight");
        third.succeed();
        assertThat(breaker.reject().reason()).isEqualTo("all 2 probes are in flight");
    }

    @Test
    void r42_placesAreGivenBackWhileMoreSuccessesAreNeededThanThereArePlaces() {
        var breaker = waited(config -> config.probes(2).successThreshold(4));
        Pending first = breaker.begin();
        Pending second = breaker.begin();
        first.succeed();
        Pending third = breaker.begin();
        second.succeed();
        breaker.begin();
        breaker.reject();
        third.succeed();

        assertThat(breaker.reject().reason()).isEqualTo("its probe is in flight");
    }

    @Test
    void r42_aProbeThatDecidesNothingGivesItsPlaceBackUntilTheLastSuccess() {
        var breaker = waited(config -> config.probes(3).successThreshold(2));
        breaker.succeed();
        for (int call = 0; call < 5; call++) {
            breaker.begin().interrupt();
        }
        breaker.succeed();

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void r42_aProbeThatHangsCostsItsLease() {
        var breaker = waited(config -> config);
        breaker.begin();
        breaker.succeed();
        breaker.reject();
        breaker.advance(ofSeconds(30));

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void r34_probesOfEarlierHalfOpensThatStillHangTakePlaces() {
        var breaker = waited(config -> config.probes(3).successThreshold(3).probeLease(ofSeconds(1_000)));
        breaker.begin();
        breaker.begin();
        failOneMore(breaker);
        for (int outage = 0; outage < 10; outage++) {
            Pending only = breaker.begin();
            assertThat(breaker.reject().reason()).isEqualTo("its probe is in flight");
            assertThat(breaker.stats().inFlight()).isEqualTo(3);
            only.fail();
            breaker.advance(ofSeconds(10));
        }
    }

    @Test
    void r34_anEarlierProbeTakesNoPlaceOnceItsLeaseIsOver() {
        var breaker = waited(config -> config.probes(2));
        breaker.begin();
        failOneMore(breaker);
        failOneMore(breaker);
        failOneMore(breaker);
        breaker.begin();
        breaker.begin();

        assertThat(breaker.reject().reason()).isEqualTo("all 2 probes are in flight");
    }

    @Test
    void r34_anEarlierProbeThatHasEndedTakesNoPlace() {
        var breaker = waited(config -> config.probes(2).probeLease(ofSeconds(1_000)));
        Pending earlier = breaker.begin();
        failOneMore(breaker);
        earlier.succeed();
        breaker.begin();
        breaker.begin();

        assertThat(breaker.reject().reason()).isEqualTo("all 2 probes are in flight");
    }

    @Test
    void r34_aHalfOpenClosesBesideAnEarlierProbeThatHangs() {
        var breaker = waited(config -> config.probeLease(ofSeconds(1_000)));
        breaker.begin();
        failOneMore(breaker);
        breaker.succeed(2);

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void r34_anEarlierProbeReopensNothingWhenItsLeaseEnds() {
        var breaker = waited(config -> config);
        breaker.begin();
        failOneMore(breaker);
        breaker.advance(ofSeconds(10));
        breaker.begin();
        breaker.advance(ofSeconds(20));

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void r34_probesFromBeforeTheBreakerWasClosedTakeNoPlaces() {
        var breaker = waited(config -> config.probeLease(ofSeconds(1_000)));
        breaker.begin();
        breaker.begin();
        breaker.breaker().reset();
        failOneMore(breaker);
        breaker.begin();
        breaker.begin();

        assertThat(breaker.reject().reason()).isEqualTo("all 2 probes are in flight");
    }

    @Test
    void r23_ignoredProbesAloneHoldHalfOpenHoweverLongItLasts() {
        var breaker = waited(config -> config.ignore(IllegalArgumentException.class));
        for (int answer = 0; answer < 100; answer++) {
            breaker.failWith(new IllegalArgumentException("no such account"));
            breaker.advance(ofSeconds(10));
        }

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void r23_answersThatNoFailureRuleNamesProveTheTargetAlive() {
        var breaker = waited(config -> config.failWhen(thrown -> !(thrown instanceof IllegalArgumentException)));
        breaker.failWith(new IllegalArgumentException("no such account"));
        breaker.failWith(new IllegalArgumentException("no such account"));

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }
}
