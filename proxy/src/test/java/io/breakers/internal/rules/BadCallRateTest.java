package io.breakers.internal.rules;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.OpenWait;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** S10a, S16a: calls that failed or were slow, as one share. */
class BadCallRateTest {
    private static final Duration SLOW = ofMillis(100);

    static List<Window> windows() {
        return List.of(Window.ofCalls(4), Window.ofDuration(ofSeconds(60)));
    }

    private static TestedBreaker watching(Window window) {
        return TestedBreaker.with(
                config -> config.rules(TripRule.badCallRate(0.5, SLOW, window).minimumCalls(4))
                        .openFor(ofSeconds(10))
                        .successThreshold(1));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void failedAndSlowCallsAddUpToOneShare(Window window) {
        var breaker = watching(window);
        breaker.succeed(2);
        breaker.fail();
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.succeedIn(SLOW);

        assertThat(breaker.reject().reason())
                .isEqualTo("2 of 4 calls: 50 % of " + window + " failed or took 100 ms or longer");
    }

    @ParameterizedTest
    @MethodSource("windows")
    void aCallThatIsSlowAndFailsCountsOnce(Window window) {
        var breaker = watching(window);
        breaker.failIn(SLOW);
        breaker.succeed(3);

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @ParameterizedTest
    @MethodSource("windows")
    void aGoodCallMayCompleteTheMinimum(Window window) {
        var breaker = watching(window);
        breaker.failIn(SLOW);
        breaker.succeedIn(SLOW);
        breaker.succeed(2);

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.stats().slow()).isEqualTo(2);
    }

    @Test
    void aCallThatIsAlmostSlowIsGood() {
        var breaker = watching(Window.ofCalls(4));
        for (int call = 0; call < 8; call++) {
            breaker.succeedIn(SLOW.minusNanos(1));
        }

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void aSlowProbeIsAFailedProbe() {
        var breaker = watching(Window.ofCalls(4));
        breaker.fail(4);
        breaker.advance(ofSeconds(10));
        breaker.succeedIn(SLOW);

        assertThat(breaker.recorder().transitions())
                .last()
                .hasToString("payments #3 HALF_OPEN -> OPEN: a probe was slow; last failure java.io.IOException: down");
    }

    @Test
    void itIsNeitherTheFailureRateNorTheSlowRate() {
        var breaker = watching(Window.ofCalls(4));
        breaker.succeed(4);

        assertThat(breaker.stats().failureRate()).isNaN();
        assertThat(breaker.stats().slowRate()).isNaN();
    }

    /** Breakers that ask failures how long to wait, and what they asked. */
    private static TestedBreaker asking(List<Throwable> asked) {
        return TestedBreaker.with(config -> config.rules(TripRule.badCallRate(0.5, SLOW, Window.ofCalls(2)))
                .openFor(OpenWait.fixed(ofSeconds(10)).fromFailure(failure -> {
                    asked.add(failure);
                    return ofSeconds(1);
                })));
    }

    @Test
    void aGoodSuccessThatCompletesTheMinimumAsksTheLastFailure() {
        var asked = new ArrayList<Throwable>();
        var breaker = asking(asked);
        breaker.fail();
        breaker.succeed();

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(asked).containsExactly(TestedBreaker.DOWN);
    }

    @Test
    void aSlowSuccessThatTripsAsksNoFailure() {
        var asked = new ArrayList<Throwable>();
        var breaker = asking(asked);
        breaker.fail();
        breaker.succeedIn(SLOW);

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(asked).isEmpty();
    }

    @Test
    void failuresOfOtherTypesAreGoodUnlessTheyAreSlow() {
        TripRule rule = TripRule.badCallRate(0.5, SLOW, Window.ofCalls(2)).of(IOException.class);
        var breaker = TestedBreaker.with(config -> config.rules(rule));
        breaker.failWith(new IllegalStateException("odd"));
        breaker.failWith(new IllegalStateException("odd"));
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.failIn(SLOW);

        assertThat(breaker.stats().trippedBy()).isSameAs(rule);
    }
}
