package io.breakers.museum;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.CallRejectedException;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.internal.state.TestedBreaker.Pending;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Group A of the bug museum, second room: how probes are admitted, judged and counted. */
class ProbeMuseumTest {
    private static TestedBreaker waited(UnaryOperator<BreakerConfigBuilder> settings) {
        return TestedBreaker.waited(config -> settings.apply(config.probes(1).successThreshold(1)));
    }

    @Test
    void a11_halfOpenAdmitsNoMoreThanItsProbes() {
        var breaker = waited(config -> config.probes(3).successThreshold(9));

        breaker.begin();
        breaker.begin();
        breaker.begin();

        breaker.reject();
    }

    @Test
    void a12_anIgnoredProbeIsNoFailure() {
        var breaker = waited(config -> config.ignore(IllegalArgumentException.class));

        breaker.failWith(new IllegalArgumentException("no such account"));

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void a13_aThrowableThatNoRuleNamesEndsTheProbeAsASuccess() {
        var breaker = waited(config -> config.failOn(IOException.class));

        breaker.failWith(new IllegalStateException("an answer"));

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void a14_theMinimumOfCallsDoesNotConcernProbes() {
        TripRule rule =
                TripRule.failureRate(0.5, Window.ofDuration(ofSeconds(10))).minimumCalls(100);
        var breaker = TestedBreaker.with(
                config -> config.tripWhen(rule).openFor(ofSeconds(60)).successThreshold(2));
        breaker.fail(100);
        breaker.advance(ofSeconds(60));
        breaker.fail();
        assertThat(breaker.state()).isEqualTo(OPEN);
        breaker.advance(ofSeconds(60));
        breaker.succeed(2);

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void a15_aProbeThatAnInnerBreakerRejectsIsOver() throws Exception {
        var outer = TestedBreaker.with(
                config -> config.failureThreshold(1).openFor(ofSeconds(10)).probes(1));
        var inner = TestedBreaker.at(
                outer.ticker(),
                config -> config.failureThreshold(1).openFor(ofSeconds(20)).successThreshold(1));
        catchThrowable(() -> outer.breaker()
                .call(() -> inner.breaker().call(() -> {
                    throw TestedBreaker.DOWN;
                })));
        outer.advance(ofSeconds(15));

        Throwable thrown =
                catchThrowable(() -> outer.breaker().call(() -> inner.breaker().call(() -> "paid")));

        assertThat(thrown)
                .isInstanceOfSatisfying(
                        CallRejectedException.class,
                        rejection -> assertThat(rejection.retryAfter()).isEqualTo(ofSeconds(5)));
        assertThat(outer.state()).isEqualTo(OPEN);
        assertThat(outer.stats().inFlight()).isZero();
        outer.advance(ofSeconds(10));
        assertThat(outer.breaker().<Object>call(() -> inner.breaker().call(() -> "paid")))
                .isEqualTo("paid");
    }

    @Test
    void a16_aCancelledProbeEndsItselfAndNothingElse() {
        var breaker = waited(config -> config.probes(2).successThreshold(2));
        Pending cancelled = breaker.begin();
        Pending other = breaker.begin();

        cancelled.interrupt();

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        Pending third = breaker.begin();
        breaker.reject();
        other.succeed();
        third.succeed();
        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void a17_aCallTakesOnePlaceWhicheverWayItIsMade() throws Exception {
        var breaker = waited(config -> config.probes(2).successThreshold(9));

        breaker.breaker().call(() -> breaker.breaker().call(() -> "paid"));
        breaker.breaker().run(() -> breaker.breaker().run(() -> {}));
        breaker.breaker().call(() -> breaker.breaker().call(() -> "paid", cause -> "offline"), cause -> "offline");

        assertThat(breaker.stats().successes()).isEqualTo(6);
        assertThat(breaker.stats().rejected()).isZero();
    }

    @Test
    void a18_aRejectedCallIsCountedOnce() {
        var breaker = waited(config -> config);
        breaker.begin();

        breaker.reject();

        assertThat(breaker.stats().rejected()).isEqualTo(1);
        assertThat(breaker.events())
                .containsExactly("failure", "CLOSED->OPEN", "OPEN->HALF_OPEN", "rejected HALF_OPEN");
    }

    @Test
    void a19_callsThatAreWithTheTargetAtTheTripGoOn() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1));
        List<Pending> calls = new ArrayList<>();
        for (int call = 0; call < 20; call++) {
            calls.add(breaker.begin());
        }
        breaker.fail();

        calls.forEach(Pending::succeed);
        breaker.reject();

        assertThat(breaker.stats())
                .hasToString("22 calls: 20 successes, 1 failures, 0 ignored, 0 cancelled, 1 rejected, 0 in flight");
    }

    @Test
    void a20_failuresExpireWithoutTraffic() {
        var breaker = TestedBreaker.with(config -> config.tripWhen(TripRule.failures(2, ofSeconds(60)))
                .tripWhen(TripRule.failureRate(1, Window.ofDuration(ofSeconds(60)))
                        .minimumCalls(2)));

        breaker.fail();
        breaker.advance(ofDays(1));
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }
}
