package io.breakers.museum;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.OpenWait;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.internal.state.TestedBreaker.Pending;
import io.breakers.proxy.Breakers;
import io.breakers.testing.ManualTicker;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Group C of the bug museum: clocks that jump, wrap around or are not the configured one. */
class TimeMuseumTest {
    /**
     * That the wall clock is never read is a rule of the house (see {@code HouseRulesTest}); this is what follows from
     * it.
     */
    @Test
    void c1_withoutItsTickerNoTimePasses() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).openFor(ofNanos(1)));
        breaker.fail();

        for (int call = 0; call < 1_000; call++) {
            assertThat(breaker.reject().retryAfter()).isEqualTo(ofNanos(1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE - 1_000, Long.MIN_VALUE, -1_000, -1, 0})
    void c2_aTickerMayBeNegativeAndWrapAround(long start) {
        var breaker = TestedBreaker.at(
                ManualTicker.startingAt(start),
                config -> config.openFor(ofNanos(2_000))
                        .probes(1)
                        .probeLease(ofNanos(3_000))
                        .tripWhen(TripRule.slowCallRate(1, ofNanos(2_000), Window.ofCalls(1))));
        breaker.succeedIn(ofNanos(1_999));
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.succeedIn(ofNanos(2_000));
        assertThat(breaker.state()).isEqualTo(OPEN);
        breaker.advanceNanos(2_000);
        breaker.begin();
        breaker.advanceNanos(2_999);
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        breaker.advanceNanos(1);

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void c3_hugeDurationsSaturate() {
        Duration ages = ofSeconds(Long.MAX_VALUE);
        var breaker = TestedBreaker.with(config -> config.probeLease(ages)
                .openFor(OpenWait.exponential(ages, 2, ages))
                .tripWhen(TripRule.failures(2, ages))
                .tripWhen(TripRule.failureRate(1, Window.ofDuration(ages)))
                .tripWhen(TripRule.slowCallRate(1, ages, Window.ofDuration(ages))));

        breaker.succeedIn(Duration.ofDays(36_500));
        breaker.fail(2);

        assertThat(breaker.reject().retryAfter()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    }

    @Test
    void c3_tinyDurationsAreNotNothing() {
        var breaker = TestedBreaker.with(config ->
                config.failureThreshold(1).probes(1).openFor(ofNanos(1)).probeLease(ofNanos(1)));
        breaker.fail();
        breaker.reject();
        breaker.advanceNanos(1);
        breaker.begin();
        breaker.reject();
        breaker.advanceNanos(1);

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @ParameterizedTest
    @CsvSource({"-1, OPEN", "0, HALF_OPEN", "1, HALF_OPEN"})
    void c4_theWaitIsOverAtItsEnd(long nanos, String state) {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).openFor(ofSeconds(5)));
        breaker.fail();

        breaker.advance(ofSeconds(5).plusNanos(nanos));

        assertThat(breaker.state()).hasToString(state);
    }

    @ParameterizedTest
    @CsvSource({"-1, CLOSED", "0, OPEN", "1, OPEN"})
    void c4_aCallIsSlowAtTheLimit(long nanos, String state) {
        var breaker = TestedBreaker.with(
                config -> config.tripWhen(TripRule.slowCallRate(1, ofMillis(100), Window.ofCalls(1))));

        breaker.succeedIn(ofMillis(100).plusNanos(nanos));

        assertThat(breaker.state()).hasToString(state);
    }

    @Test
    void c5_everythingIsMeasuredByTheConfiguredTicker() {
        var breaker = TestedBreaker.with(config -> config.openFor(ofSeconds(1_000_000))
                .probes(1)
                .probeLease(ofSeconds(2_000_000))
                .tripWhen(TripRule.failureRate(1, Window.ofDuration(ofSeconds(3_000_000)))
                        .minimumCalls(2)));
        breaker.fail();
        breaker.advance(ofSeconds(2_850_000));
        breaker.failIn(ofSeconds(0));
        assertThat(breaker.state()).isEqualTo(OPEN);
        breaker.advance(ofSeconds(1_000_000));
        Pending probe = breaker.begin();
        breaker.advance(ofSeconds(1_999_999));
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(1));
        probe.succeed();

        assertThat(breaker.stats().successTime()).isEqualTo(ofSeconds(1_999_999));
    }

    @Test
    void c6_aWindowOfTimeSlides() {
        var breaker = TestedBreaker.with(config -> config.tripWhen(
                TripRule.failureRate(1, Window.ofDuration(ofSeconds(20))).minimumCalls(21)));

        for (int second = 0; second < 200; second++) {
            breaker.fail();
            breaker.advance(ofSeconds(1));
        }

        assertThat(breaker.state()).as("never more than 20 calls in 20 s").isEqualTo(CLOSED);
    }

    @Test
    void c7_retryAfterIsWhatIsLeftAndNotWhatHasPassed() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).openFor(ofSeconds(10)));
        breaker.fail();

        breaker.advance(ofSeconds(3));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(7));
    }

    @Test
    void c8_aCallThatNeverReturnsIsInFlightAndNotSlow() {
        var breaker = TestedBreaker.with(
                config -> config.tripWhen(TripRule.slowCallRate(1, ofMillis(100), Window.ofCalls(1))));
        breaker.begin();

        breaker.advance(ofSeconds(1_000));

        assertThat(breaker.stats().slow()).isZero();
        assertThat(breaker.stats().inFlight()).isEqualTo(1);
    }

    interface LaterService {
        Future<String> later();
    }

    @Test
    void c9_aPlainFutureIsRefusedUntilSomebodySaysWhatItMeans() {
        LaterService target = () -> null;

        assertThatThrownBy(() -> Breakers.protect(LaterService.class, target, BreakerConfig.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("later")
                .hasMessageContaining("treatAsSynchronous");
        LaterService service = Breakers.builder(LaterService.class, target)
                .treatAsSynchronous("later")
                .build();
        service.later();
        assertThat(Breakers.inspect(service).breaker("later").stats().successes())
                .isEqualTo(1);
    }
}
