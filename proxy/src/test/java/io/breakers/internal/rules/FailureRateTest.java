package io.breakers.internal.rules;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S8, S11, S12: the share of failures in a window of calls, to the last one. */
class FailureRateTest {
    private static TestedBreaker watching(double rate, int calls, int minimum) {
        return TestedBreaker.with(config -> config.tripWhen(
                TripRule.failureRate(rate, Window.ofCalls(calls)).minimumCalls(minimum)));
    }

    @ParameterizedTest
    @CsvSource({
        "0.07, 100, 7",
        "0.29, 100, 29",
        "0.57, 100, 57",
        "0.333, 3, 1",
        "0.3334, 3, 2",
        "0.1, 30, 3",
        "0.7, 10, 7",
        "1.0, 10, 10",
        "0.01, 100, 1",
        "0.009, 100, 1",
        "0.0101, 100, 2",
        "1e-300, 10, 1",
        "0.55, 20, 11"
    })
    void firesAtTheLeastNumberOfFailuresThatReachesTheDecimalValue(double rate, int calls, int failures) {
        var below = watching(rate, calls, calls);
        below.fail(failures - 1);
        below.succeed(calls - failures + 1);
        assertThat(below.state()).isEqualTo(CLOSED);

        var reached = watching(rate, calls, calls);
        reached.succeed(calls - failures);
        reached.fail(failures);
        assertThat(reached.state()).isEqualTo(OPEN);
    }

    @Test
    void aSuccessThatCompletesTheMinimumFires() {
        var breaker = watching(0.5, 10, 4);

        breaker.fail(2);
        breaker.succeed();
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.succeed();

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.recorder().transitions())
                .singleElement()
                .hasToString("payments #1 CLOSED -> OPEN: 2 of 4 calls: 50 % of the last 10 calls failed;"
                        + " last failure java.io.IOException: down");
        assertThat(breaker.reject().lastFailure()).isEqualTo("java.io.IOException: down");
    }

    @Test
    void aSuccessAfterTheMinimumDoesNotFire() {
        var breaker = watching(0.5, 10, 2);

        breaker.succeed(2);
        breaker.fail();
        breaker.succeed(2);

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void aFailureThatCompletesTheMinimumFires() {
        var breaker = watching(0.5, 10, 4);

        breaker.succeed(2);
        breaker.fail();
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void theMinimumIsTheWholeWindowByDefault() {
        var breaker = TestedBreaker.with(config -> config.tripWhen(TripRule.failureRate(0.01, Window.ofCalls(10))));

        breaker.fail(9);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.succeed();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void ignoredAndCancelledCallsAreNotInTheWindow() {
        var breaker = TestedBreaker.with(config ->
                config.ignore(IllegalArgumentException.class).tripWhen(TripRule.failureRate(1, Window.ofCalls(3))));

        breaker.fail(2);
        breaker.failWith(new IllegalArgumentException("no such account"));
        breaker.failWith(new InterruptedException());
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aWindowOfOneCallTripsAtTheFirstFailure() {
        var breaker = TestedBreaker.with(config -> config.tripWhen(TripRule.failureRate(1, Window.ofCalls(1))));

        breaker.succeed(3);
        assertThat(breaker.stats().failureRate()).isZero();
        breaker.fail();

        assertThat(breaker.recorder().transitions())
                .singleElement()
                .hasToString("payments #1 CLOSED -> OPEN: 1 of 1 calls: 100 % of the last call failed;"
                        + " last failure java.io.IOException: down");
    }

    @Test
    @Tag("slow")
    void aWindowOfAMillionCallsIsExact() {
        int million = 1_000_000;
        var breaker = TestedBreaker.unheard(
                config -> config.tripWhen(TripRule.failureRate(1e-6 * 3, Window.ofCalls(million))));

        breaker.fail();
        breaker.succeed(million - 1);
        breaker.fail();
        assertThat(breaker.stats().failureRate()).isEqualTo(1e-6);
        breaker.succeed(million - 3);
        breaker.fail();
        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.stats().failureRate()).isEqualTo(2e-6);
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().reason())
                .isEqualTo("3 of 1000000 calls: 0.0003 % of the last 1000000 calls failed");
    }

    @Test
    void aCallLeavesTheWindowWhenAsManyNewerOnesAreRecorded() {
        var breaker = watching(0.5, 4, 4);

        breaker.fail();
        breaker.succeed(3);
        breaker.fail();
        assertThat(breaker.state()).as("1 of the last 4").isEqualTo(CLOSED);
        breaker.succeed(2);
        breaker.fail();

        assertThat(breaker.state()).as("2 of the last 4").isEqualTo(OPEN);
    }

    @Test
    void theRateIsNotANumberBelowTheMinimum() {
        var breaker = watching(0.9, 10, 3);

        breaker.fail();
        breaker.succeed();
        assertThat(breaker.stats().failureRate()).isNaN();
        breaker.succeed();

        assertThat(breaker.stats().failureRate()).isEqualTo(1 / 3d);
        assertThat(breaker.stats().slowRate()).isNaN();
    }

    @Test
    void theRateIsNotANumberOutsideOfClosed() {
        var breaker = watching(1, 2, 2);

        breaker.fail(2);

        assertThat(breaker.stats().failureRate()).isNaN();
    }

    @Test
    void theWindowIsEmptyAfterItWasClosed() {
        var breaker = watching(0.5, 4, 4);
        breaker.fail(4);
        breaker.breaker().reset();

        breaker.fail(3);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.stats().failureRate()).isNaN();
    }

    /** Every sequence of outcomes, against a window that is recounted after each call. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 21})
    void agreesWithARecount(int calls) {
        long seed = ThreadLocalRandom.current().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            double rate = (1 + random.nextInt(100)) / 100d;
            int minimum = 1 + random.nextInt(calls);
            var breaker = watching(rate, calls, minimum);
            Deque<Boolean> window = new ArrayDeque<>();
            double failing = random.nextDouble();
            for (int call = 0; call < 5 * calls + 10; call++) {
                boolean fails = random.nextDouble() < failing;
                if (fails) {
                    breaker.fail();
                } else {
                    breaker.succeed();
                }
                window.addLast(fails);
                if (window.size() > calls) {
                    window.removeFirst();
                }
                long failures = window.stream().filter(failed -> failed).count();
                boolean fires = window.size() >= minimum && failures * 100 >= Math.round(rate * 100) * window.size();
                assertThat(breaker.state())
                        .as("seed %d, rate %s, minimum %d, call %d, window %s", seed, rate, minimum, call, window)
                        .isEqualTo(fires ? OPEN : CLOSED);
                if (fires) {
                    break;
                }
                assertThat(breaker.stats().failureRate())
                        .isEqualTo(Double.valueOf(
                                window.size() < minimum ? Double.NaN : (double) failures / window.size()));
            }
        }
    }
}
