package io.breakers.internal.rules;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.TripRule;
import io.breakers.internal.state.TestedBreaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S6, S7: failures in a row. */
class ConsecutiveFailuresTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void tripsAtTheLastFailureAndNotBefore(int failures) {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(failures));

        breaker.fail(failures - 1);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.recorder().transitions())
                .singleElement()
                .hasToString("payments #1 CLOSED -> OPEN: "
                        + (failures == 1 ? "1 failure" : failures + " consecutive failures")
                        + "; last failure java.io.IOException: down");
    }

    @Test
    void fiveInARowTripByDefault() {
        var breaker = TestedBreaker.with(config -> config);

        breaker.fail(4);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.stats().trippedBy()).isEqualTo(TripRule.consecutiveFailures(5));
    }

    @Test
    void aSuccessBeginsTheRowAnew() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(3));

        breaker.fail(2);
        breaker.succeed();
        breaker.fail(2);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void anIgnoredCallNeitherAddsToTheRowNorEndsIt() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(3).ignore(IllegalArgumentException.class));

        breaker.fail(2);
        breaker.failWith(new IllegalArgumentException("no such account"));
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aCancelledCallNeitherAddsToTheRowNorEndsIt() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(3));

        breaker.fail(2);
        breaker.failWith(new InterruptedException());
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.fail();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void itHasNoRates() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(3));

        breaker.fail(2);

        assertThat(breaker.stats().failureRate()).isNaN();
        assertThat(breaker.stats().slowRate()).isNaN();
    }
}
