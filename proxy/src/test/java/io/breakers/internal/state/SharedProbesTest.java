package io.breakers.internal.state;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static io.breakers.internal.state.TestedBreaker.waited;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.OpenWait;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker.Pending;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S50, S51: probes of which some may fail, and more of them as they succeed. */
class SharedProbesTest {
    /** Begins as many probes as are let in. */
    private static Deque<Pending> beginAll(TestedBreaker breaker) {
        var begun = new ArrayDeque<Pending>();
        long rejected = breaker.stats().rejected();
        while (breaker.stats().rejected() == rejected) {
            Pending call = breaker.tryBegin();
            if (call != null) {
                begun.add(call);
            }
        }
        return begun;
    }

    @Test
    void s50_closesAlthoughSomeProbesHaveFailed() {
        var breaker = waited(config -> config.successThreshold(3, 5));

        breaker.fail(2);
        breaker.succeed(2);
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        breaker.succeed();

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.recorder().transitions())
                .last()
                .hasToString("payments #3 HALF_OPEN -> CLOSED: 3 probes succeeded");
    }

    @Test
    void s50_opensAsSoonAsTheSuccessesCannotBeReached() {
        var breaker = waited(config -> config.successThreshold(3, 5));

        breaker.succeed(2);
        breaker.fail(2);
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        breaker.failWith(new IOException("down again"));

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.recorder().transitions())
                .last()
                .hasToString("payments #3 HALF_OPEN -> OPEN: 3 probes failed;"
                        + " last failure java.io.IOException: down again");
    }

    @Test
    void s50_aFailureThatDoesNotDecideIsTheLastFailureAllTheSame() {
        var breaker = waited(config -> config.successThreshold(1, 3).probes(1));
        breaker.failWith(new IOException("again"));
        breaker.begin();

        assertThat(breaker.reject().lastFailure()).isEqualTo("java.io.IOException: again");
        breaker.advance(ofSeconds(30));
        breaker.begin();
        breaker.advance(ofSeconds(30));
        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject())
                .hasMessage("payments is OPEN: 3 probes failed, the last one outlived its lease;"
                        + " last failure java.io.IOException: again; retry after 10.0 s");
    }

    @Test
    void s50_aSlowProbeIsOneFailedProbe() {
        var breaker = TestedBreaker.with(config -> config.openFor(ofSeconds(10))
                .successThreshold(1, 2)
                .tripWhen(TripRule.slowCallRate(1, ofMillis(100), Window.ofCalls(1))));
        breaker.succeedIn(ofMillis(100));
        breaker.advance(ofSeconds(10));

        breaker.succeedIn(ofMillis(100));
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        breaker.succeedIn(ofMillis(100));

        assertThat(breaker.recorder().transitions())
                .last()
                .hasToString("payments #3 HALF_OPEN -> OPEN: 2 probes failed, the last one was slow");
    }

    @Test
    void s50_anOverdueProbeIsOneFailedProbeAndItsLateOutcomeDecidesNothing() {
        var breaker = waited(config -> config.successThreshold(1, 3).probes(1));
        Pending late = breaker.begin();
        breaker.reject();
        breaker.advance(ofSeconds(30));
        Pending second = breaker.begin();
        breaker.reject();

        late.succeed();
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        second.succeed();

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.stats().successes()).isEqualTo(2);
    }

    @Test
    void s50_readingTheStateEndsOverdueProbesEachOfWhichCounts() {
        var breaker = waited(config -> config.successThreshold(2, 4));
        breaker.begin();
        breaker.begin();
        breaker.advance(ofSeconds(29));
        breaker.begin();
        breaker.advance(ofSeconds(1));
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        breaker.advance(ofSeconds(29));

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.stats().transitions()).isEqualTo(3);
    }

    @Test
    void s50_probesThatHaveEndedAreNeededNoMore() {
        var breaker = waited(config -> config.successThreshold(3, 5));
        Deque<Pending> begun = beginAll(breaker);
        assertThat(begun).hasSize(5);

        begun.pop().fail();
        assertThat(breaker.reject().reason()).isEqualTo("all 4 probes are in flight");
        begun.pop().succeed();
        assertThat(breaker.reject().reason()).isEqualTo("all 3 probes are in flight");
        begun.pop().interrupt();

        breaker.begin();
        assertThat(breaker.reject().reason()).isEqualTo("all 3 probes are in flight");
    }

    @Test
    void s50_aFailedProbeGivesItsPlaceBackWhileMoreMayBeNeededThanThereArePlaces() {
        var breaker = waited(config -> config.successThreshold(3, 5).probes(2));
        Deque<Pending> begun = beginAll(breaker);
        begun.pop().fail();
        begun.addAll(beginAll(breaker));

        assertThat(begun).hasSize(2);
    }

    @Test
    void s50_theFailureThatOpensSaysHowLongToWait() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1)
                .successThreshold(1, 2)
                .openFor(OpenWait.fixed(ofSeconds(10))
                        .fromFailure(failure -> failure instanceof IOException ? null : ofSeconds(77))));
        breaker.fail();
        breaker.advance(ofSeconds(10));
        breaker.failWith(new IllegalStateException("busy"));
        breaker.fail();

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(10));
    }

    /** How many probes are let in at a time, if all of them succeed. */
    private static List<Integer> batches(UnaryOperator<BreakerConfigBuilder> settings) {
        var breaker = waited(settings);
        var batches = new ArrayList<Integer>();
        while (breaker.state() == HALF_OPEN) {
            Deque<Pending> begun = beginAll(breaker);
            batches.add(begun.size());
            begun.forEach(Pending::succeed);
        }
        assertThat(breaker.state()).isEqualTo(CLOSED);
        return batches;
    }

    @Test
    void s51_aRecoveredTargetGetsTwiceAsManyCallsAtATime() {
        assertThat(batches(config -> config.probes(1).growProbes(2).successThreshold(63, 64)))
                .containsExactly(1, 2, 4, 8, 16, 32);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 1.1, 33, '10,11,12'",
        "1, 1.5, 11, '1,2,3,5'",
        "3, 1, 9, '3,3,3'",
        "1, 1.0000001, 6, '1,2,3'",
        "100, 1.15, 215, '100,115'",
        "2, 1000, 12, '2,10'"
    })
    void s51_aStepIsTheDecimalValueRoundedUp(int probes, double factor, int successes, String expected) {
        List<Integer> batches =
                batches(config -> config.probes(probes).growProbes(factor).successThreshold(successes));

        assertThat(batches.stream().map(String::valueOf)).containsExactly(expected.split(","));
    }

    @Test
    @Tag("slow")
    void s51_noStepGoesBeyondTenThousandSlots() {
        List<Integer> batches =
                batches(config -> config.probes(6_000).growProbes(1e300).successThreshold(30_000));

        assertThat(batches).containsExactly(6_000, 10_000, 10_000, 4_000);
    }

    @Test
    void s51_aStepIsMadeWhenAsManyHaveSucceededSinceTheLastOneInWhateverOrder() {
        var breaker = waited(config -> config.probes(2).growProbes(2).successThreshold(50, 100));
        Pending hangs = breaker.begin();
        breaker.succeed();
        assertThat(beginAll(breaker)).hasSize(1).allSatisfy(Pending::fail);
        breaker.succeed();
        assertThat(beginAll(breaker)).hasSize(3);

        assertThat(breaker.reject().reason()).isEqualTo("all 4 probes are in flight");
        hangs.succeed();
        assertThat(beginAll(breaker)).hasSize(1);
    }

    @Test
    void s51_probesOfEarlierStatesTakePlacesFromAllSteps() {
        var breaker = waited(
                config -> config.probes(2).growProbes(2).successThreshold(20).probeLease(ofSeconds(1_000)));
        breaker.begin();
        breaker.fail();
        breaker.advance(ofSeconds(10));

        assertThat(beginAll(breaker)).hasSize(1).allSatisfy(Pending::succeed);
        breaker.succeed();
        assertThat(beginAll(breaker)).hasSize(3);
    }
}
