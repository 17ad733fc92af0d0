package io.breakers.internal.state;

import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static io.breakers.internal.state.TestedBreaker.waited;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.internal.state.TestedBreaker.Pending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S18: a probe has a lease; one that outlives it has failed the next time anyone looks. */
class ProbeLeaseTest {
    @Test
    void retryAfterIsTheRestOfTheOldestProbesLease() {
        var breaker = waited(config -> config.probes(2));
        breaker.begin();
        breaker.advance(ofSeconds(4));
        breaker.begin();
        breaker.advance(ofMillis(1_500));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofMillis(24_500));
        assertThat(breaker.reject())
                .hasMessage("payments is HALF_OPEN: all 2 probes are in flight; last failure java.io.IOException: down;"
                        + " retry after 24.5 s");
    }

    @Test
    void retryAfterIsOfTheOldestProbeWhicheverPlaceItHas() {
        var breaker = waited(config -> config.probes(2).successThreshold(9));
        Pending first = breaker.begin();
        breaker.advance(ofSeconds(4));
        breaker.begin();
        breaker.advance(ofSeconds(4));
        first.succeed();
        breaker.begin();

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(26));
    }

    @Test
    void retryAfterIsNoLongerThanTheLeaseWhenTheTickerRunsBackwards() {
        var breaker = waited(config -> config.probes(1));
        breaker.begin();

        breaker.goBack(ofSeconds(1));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(30));
    }

    @Test
    void aProbeThatOutlivesItsLeaseHasFailedWhenACallLooks() {
        var breaker = waited(config -> config.probes(1));
        breaker.begin();

        breaker.advance(ofSeconds(30).minusNanos(1));
        assertThat(breaker.reject().retryAfter()).isEqualTo(ofNanos(1));
        breaker.advanceNanos(1);

        assertThat(breaker.reject())
                .hasMessage("payments is OPEN: a probe outlived its lease; last failure java.io.IOException: down;"
                        + " retry after 10.0 s");
        assertThat(breaker.recorder().transitions())
                .last()
                .hasToString("payments #3 HALF_OPEN -> OPEN: a probe outlived its lease;"
                        + " last failure java.io.IOException: down");
        assertThat(breaker.stats().rejected(HALF_OPEN)).isEqualTo(1);
        assertThat(breaker.stats().rejected(OPEN)).isEqualTo(1);
    }

    @Test
    void aProbeThatOutlivesItsLeaseHasFailedWhenTheStateIsRead() {
        var breaker = waited(config -> config.probes(1));
        breaker.begin();

        breaker.advance(ofSeconds(30).minusNanos(1));
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        breaker.advanceNanos(1);

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.events()).containsExactly("failure", "CLOSED->OPEN", "OPEN->HALF_OPEN", "HALF_OPEN->OPEN");
    }

    @Test
    void theWaitBeginsWhenTheOverdueProbeIsNoticed() {
        var breaker = waited(config -> config.probes(1));
        breaker.begin();
        breaker.advance(ofSeconds(500));

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(10));
    }

    @Test
    void anyOverdueProbeCountsNotOnlyTheFirst() {
        var breaker = waited(config -> config.probes(2).successThreshold(9));
        Pending first = breaker.begin();
        breaker.begin();
        breaker.advance(ofSeconds(20));
        first.succeed();
        breaker.begin();
        breaker.advance(ofSeconds(10));

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @ParameterizedTest
    @CsvSource({"succeed, success", "fail, failure", "interrupt, cancelled", "ignore, ignored"})
    void anOutcomeAfterTheLeaseIsCountedAndReopens(String end, String event) {
        var breaker = waited(config -> config.probes(1).successThreshold(1).ignore(IllegalArgumentException.class));
        Pending probe = breaker.begin();
        breaker.advance(ofSeconds(30));

        switch (end) {
            case "succeed" -> probe.succeed();
            case "fail" -> probe.fail(new IllegalStateException("late"));
            case "ignore" -> probe.fail(new IllegalArgumentException("no such account"));
            default -> probe.interrupt();
        }

        assertThat(breaker.events())
                .containsExactly("failure", "CLOSED->OPEN", "OPEN->HALF_OPEN", event, "HALF_OPEN->OPEN");
        assertThat(breaker.reject())
                .hasMessage("payments is OPEN: a probe outlived its lease; last failure java.io.IOException: down;"
                        + " retry after 10.0 s");
        assertThat(breaker.stats().inFlight()).isZero();
    }

    @Test
    void anOutcomeReopensWhenAnotherProbeIsOverdue() {
        var breaker = waited(config -> config.probes(2).successThreshold(2));
        breaker.begin();
        breaker.advance(ofSeconds(20));
        Pending other = breaker.begin();
        breaker.advance(ofSeconds(10));

        other.succeed();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void theLeaseIsTheBaseWaitIfThatIsLonger() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).openFor(ofSeconds(45)));
        breaker.fail();
        breaker.advance(ofSeconds(45));
        breaker.begin();
        breaker.begin();

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofSeconds(45));
    }

    @Test
    void theLeaseMayBeGiven() {
        var breaker = waited(config -> config.probes(1).probeLease(ofNanos(7)));
        breaker.begin();

        assertThat(breaker.reject().retryAfter()).isEqualTo(ofNanos(7));
        breaker.advanceNanos(7);
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aLeaseOfAgesNeverEnds() {
        var breaker = waited(config -> config.probes(1).probeLease(ofSeconds(Long.MAX_VALUE)));
        breaker.begin();

        breaker.advance(ofSeconds(1_000_000_000));

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void aLateOutcomeOfAnEarlierHalfOpenDecidesNothing() {
        var breaker = waited(config -> config.probes(1).successThreshold(1));
        Pending stale = breaker.begin();
        breaker.advance(ofSeconds(30));
        assertThat(breaker.state()).isEqualTo(OPEN);
        breaker.advance(ofSeconds(10));
        breaker.begin();

        stale.succeed();

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        breaker.reject();
    }
}
