package io.breakers.internal.state;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.DISABLED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerStatus;
import io.breakers.api.OpenWait;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** S53 and S54: what operators do, with their reasons, and what they see. */
class OperatorReasonTest {
    private final TestedBreaker tested = TestedBreaker.with(config -> config.failureThreshold(1)
            .openFor(OpenWait.exponential(ofSeconds(10), 2, ofSeconds(60)))
            .successThreshold(1)
            .probeLease(ofSeconds(30)));
    private final Breaker breaker = tested.breaker();

    private Transition last() {
        var all = tested.recorder().transitions();
        return all.get(all.size() - 1);
    }

    @Test
    void s53_aTripOpensAsIfARuleHadFired() {
        assertThat(breaker.trip("the provider is down")).isTrue();

        assertThat(tested.events()).containsExactly("CLOSED->OPEN");
        assertThat(last().reason()).isEqualTo("the provider is down");
        assertThat(last().rule()).isNull();
        assertThat(last().lastFailure()).isNull();
        assertThat(tested.reject().reason()).isEqualTo("the provider is down");
        assertThat(tested.reject().retryAfter()).isEqualTo(ofSeconds(10));
        assertThat(tested.stats().trippedBy()).isNull();
        tested.advance(ofSeconds(10));
        tested.fail();
        assertThat(tested.reject().retryAfter()).as("the second trip").isEqualTo(ofSeconds(20));
    }

    @Test
    void s53_aTripDoesNothingWhereCallsAreRejectedOrNothingTrips() {
        breaker.trip("first");
        assertThat(breaker.trip("second")).isFalse();
        assertThat(breaker.trip("second", Duration.ofSeconds(1))).isFalse();
        assertThat(tested.reject().reason()).isEqualTo("first");
        breaker.forceOpen();
        assertThat(breaker.trip("third")).isFalse();
        breaker.disable();
        assertThat(breaker.trip("fourth")).isFalse();
    }

    @Test
    void s53_aTripEndsHalfOpen() {
        tested.fail();
        tested.advance(ofSeconds(10));
        TestedBreaker.Pending probe = tested.begin();

        assertThat(breaker.trip("not yet")).isTrue();
        probe.succeed();

        assertThat(tested.state()).isEqualTo(OPEN);
        assertThat(tested.reject().retryAfter()).isEqualTo(ofSeconds(20));
        assertThat(tested.reject().rule()).isNull();
    }

    @Test
    void s53_aTripOfAnOpenBreakerThatReadsHalfOpenIsToldInTwoSteps() {
        tested.fail();
        tested.advance(ofSeconds(10));

        assertThat(breaker.trip("not yet")).isTrue();

        assertThat(tested.events()).containsExactly("failure", "CLOSED->OPEN", "OPEN->HALF_OPEN", "HALF_OPEN->OPEN");
        assertThat(last().number()).isEqualTo(3);
        assertThat(last().lasted()).isEqualTo(ZERO);
        assertThat(tested.stats().transitions()).isEqualTo(3);
        assertThat(tested.reject().retryAfter()).isEqualTo(ofSeconds(20));
    }

    @Test
    void s53_aTripMayHaveAWaitOfItsOwnWhichStays() {
        assertThat(breaker.trip("Retry-After", ofSeconds(3))).isTrue();
        breaker.reconfigure(breaker.config().toBuilder().openFor(ofSeconds(99)).build());

        assertThat(tested.reject().retryAfter()).isEqualTo(ofSeconds(3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> breaker.trip("never", ZERO))
                .withMessage("wait must be positive, was PT0S");
    }

    @Test
    void s53_theEndOfAWaitMakesTheNextCallAProbe() {
        assertThat(breaker.endWait("too early")).isFalse();
        tested.fail();
        tested.advance(ofSeconds(1));

        assertThat(breaker.endWait("it is back")).isTrue();
        assertThat(breaker.endWait("again")).isFalse();
        assertThat(tested.state()).isEqualTo(HALF_OPEN);
        breaker.reconfigure(breaker.config().toBuilder().openFor(ofSeconds(99)).build());
        TestedBreaker.Pending probe = tested.begin();
        assertThat(last().reason()).isEqualTo("it is back");
        assertThat(breaker.endWait("once more")).isFalse();
        probe.succeed();

        assertThat(tested.state()).isEqualTo(CLOSED);
    }

    @Test
    void s53_aForcedBreakerKeepsItsFirstReason() {
        assertThat(breaker.forceOpen("maintenance")).isTrue();
        assertThat(breaker.forceOpen("holidays")).isFalse();

        assertThat(tested.reject().reason()).isEqualTo("maintenance");
        assertThat(breaker.status().reason()).isEqualTo("maintenance");
        assertThat(breaker.disable("load test")).isTrue();
        assertThat(breaker.disable("another")).isFalse();
        assertThat(last().reason()).isEqualTo("load test");
        assertThat(breaker.reset("all clear")).isTrue();
        assertThat(last().reason()).isEqualTo("all clear");
    }

    @Test
    void s53_aResetOfAClosedBreakerSaysThatItDidSomething() {
        assertThat(breaker.reset("to be sure")).isTrue();
        assertThat(tested.events()).isEmpty();
    }

    @Test
    void s54_aNewBreakerIsClosed() {
        tested.advance(ofSeconds(3));

        BreakerStatus status = breaker.status();

        assertThat(status.state()).isEqualTo(CLOSED);
        assertThat(status.inState()).isEqualTo(ofSeconds(3));
        assertThat(status.retryAfter()).isEqualTo(ZERO);
        assertThat(status.reason()).isEqualTo("new");
        assertThat(status.rule()).isNull();
        assertThat(status.lastFailure()).isNull();
        assertThat(status.revision()).isZero();
        assertThat(status.stats().calls()).isZero();
    }

    @Test
    void s54_anOpenBreakerTellsItsWait() {
        tested.fail();
        tested.advance(ofSeconds(4));

        BreakerStatus status = breaker.status();

        assertThat(status.state()).isEqualTo(OPEN);
        assertThat(status.inState()).isEqualTo(ofSeconds(4));
        assertThat(status.retryAfter()).isEqualTo(ofSeconds(6));
        assertThat(status.reason()).isEqualTo("1 failure");
        assertThat(status.rule()).isEqualTo(TripRule.consecutiveFailures(1));
        assertThat(status.lastFailure()).isEqualTo("java.io.IOException: down");
        assertThat(status.stats().failures()).isEqualTo(1);
    }

    @Test
    void s54_aWaitThatIsOverReadsHalfOpenSinceThen() {
        tested.fail();
        tested.advance(ofSeconds(12));

        BreakerStatus status = breaker.status();

        assertThat(status.state()).isEqualTo(HALF_OPEN);
        assertThat(status.inState()).isEqualTo(ofSeconds(2));
        assertThat(status.retryAfter()).isEqualTo(ZERO);
        assertThat(status.reason()).isEqualTo("the wait is over");
        assertThat(tested.recorder().transitions()).hasSize(1);
    }

    @Test
    void s54_aHalfOpenBreakerTellsTheLeaseAndEndsAnOverdueOne() {
        tested.fail();
        tested.advance(ofSeconds(10));
        tested.begin();
        tested.advance(ofSeconds(5));
        breaker.reconfigure(breaker.config().toBuilder().failureThreshold(2).build());

        BreakerStatus status = breaker.status();
        assertThat(status.state()).isEqualTo(HALF_OPEN);
        assertThat(status.inState()).isEqualTo(ofSeconds(5));
        assertThat(status.retryAfter()).isEqualTo(ofSeconds(25));
        assertThat(status.revision()).isEqualTo(1);
        tested.advance(ofSeconds(25));

        assertThat(breaker.status().state()).isEqualTo(OPEN);
        assertThat(breaker.status().reason()).isEqualTo("a probe outlived its lease");
    }

    @Test
    void s54_statesSetByAnOperatorTellThat() {
        breaker.forceOpen("maintenance");
        assertThat(breaker.status().state()).isEqualTo(FORCED_OPEN);
        assertThat(breaker.status().retryAfter()).isEqualTo(ofNanos(Long.MAX_VALUE));
        breaker.disable("load test");
        assertThat(breaker.status().state()).isEqualTo(DISABLED);
        assertThat(breaker.status().retryAfter()).isEqualTo(ZERO);
    }
}
