package io.breakers.internal.settings;

import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.OpenWait;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import org.junit.jupiter.api.Test;

/** S14: which failure is asked how long to wait, where it is not a failure's own call that trips. */
class WaitFromFailureTest {
    private static TestedBreaker watching(TripRule rule) {
        OpenWait wait = OpenWait.fixed(ofSeconds(10)).fromFailure(failure -> ofSeconds(99));
        return TestedBreaker.with(config -> config.openFor(wait).tripWhen(rule));
    }

    @Test
    void aSlowSuccessNeitherAsksNorNamesAnEarlierFailure() {
        var breaker = watching(TripRule.slowCallRate(0.5, ofMillis(100), Window.ofCalls(4)));
        breaker.fail();
        breaker.succeedIn(ofMillis(100));
        breaker.succeedIn(ofMillis(99));

        breaker.succeedIn(ofMillis(100));

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(10));
        assertThat(breaker.reject().lastFailure()).isNull();
    }

    @Test
    void aSlowFailureIsAsked() {
        var breaker = watching(TripRule.slowCallRate(1, ofMillis(100), Window.ofCalls(2)));
        breaker.succeedIn(ofMillis(100));

        breaker.failIn(ofMillis(100));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(99));
    }

    @Test
    void aSuccessThatCompletesTheMinimumLeavesItToTheLastFailure() {
        var breaker = watching(TripRule.failureRate(0.5, Window.ofCalls(4)));
        breaker.succeed();
        breaker.fail(2);

        breaker.succeed();

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(99));
    }
}
