package io.breakers.internal.rules;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.FailedResultException;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.state.TestedBreaker;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** S7a: rules that count failures of some types only. */
class RuleOfTypesTest {
    private static final ConnectException REFUSED = new ConnectException("refused");
    private static final IllegalStateException ODD = new IllegalStateException("odd");

    /** Each fires at the second connection that is refused, if two calls came. */
    static List<TripRule> rules() {
        return List.of(
                TripRule.consecutiveFailures(2).of(ConnectException.class),
                TripRule.failures(2, ofSeconds(60)).of(ConnectException.class),
                TripRule.failureRate(1, Window.ofCalls(2)).of(ConnectException.class),
                TripRule.failureRate(1, Window.ofDuration(ofSeconds(60)))
                        .minimumCalls(2)
                        .of(ConnectException.class),
                TripRule.badCallRate(1, ofSeconds(9), Window.ofCalls(2)).of(ConnectException.class));
    }

    private static TestedBreaker watching(TripRule... rules) {
        return TestedBreaker.with(config -> config.rules(rules)
                .failOnResult(Boolean.FALSE::equals)
                .failOnCancellation()
                .openFor(ofSeconds(10)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void failuresOfItsTypesTrip(TripRule rule) {
        var breaker = watching(rule);
        breaker.failWith(REFUSED);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.failWith(new ConnectException("refused again") {});

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.stats().trippedBy()).isSameAs(rule);
        assertThat(breaker.reject().reason()).endsWith(rule.toString());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void otherFailuresDoNotTrip(TripRule rule) throws Exception {
        var breaker = watching(rule);
        for (int call = 0; call < 3; call++) {
            breaker.failWith(ODD);
            breaker.failWith(new IOException("a supertype"));
            breaker.failWith(new CancellationException());
            breaker.breaker().call(() -> false);
        }

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.stats().failures()).isEqualTo(12);
    }

    @Test
    void anotherFailureNeitherCountsNorEndsARow() {
        var breaker = watching(TripRule.consecutiveFailures(2).of(ConnectException.class));
        breaker.failWith(REFUSED);
        breaker.failWith(ODD);
        breaker.failWith(REFUSED);

        assertThat(breaker.reject().reason()).isEqualTo("2 consecutive failures of ConnectException");
    }

    @Test
    void aSuccessEndsARowOfTypes() {
        var breaker = watching(TripRule.consecutiveFailures(2).of(ConnectException.class));
        breaker.failWith(REFUSED);
        breaker.failWith(ODD);
        breaker.succeed();
        breaker.failWith(REFUSED);

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void anotherFailureIsAGoodCallInAWindow() {
        var breaker = watching(TripRule.failureRate(0.5, Window.ofCalls(4)).of(ConnectException.class));
        breaker.failWith(ODD);
        breaker.failWith(REFUSED);
        breaker.failWith(ODD);
        assertThat(breaker.stats().failureRate()).isNaN();
        breaker.failWith(ODD);
        assertThat(breaker.stats().failureRate()).isEqualTo(0.25);
        breaker.failWith(REFUSED);

        assertThat(breaker.reject().reason())
                .isEqualTo("2 of 4 calls: 50 % of the last 4 calls failed with ConnectException");
    }

    @Test
    void resultsThatCountAsFailuresHaveATypeToo() throws Exception {
        var breaker = watching(TripRule.consecutiveFailures(1).of(FailedResultException.class));
        breaker.failWith(REFUSED);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.breaker().call(() -> false);

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void theRuleWhoseTypesFitIsTheOneReported() {
        TripRule odd = TripRule.consecutiveFailures(2).of(IllegalStateException.class);
        var breaker = watching(TripRule.consecutiveFailures(2).of(ConnectException.class), odd);
        breaker.failWith(REFUSED);
        breaker.failWith(ODD);
        breaker.failWith(ODD);

        assertThat(breaker.stats().trippedBy()).isSameAs(odd);
    }

    @Test
    void aFailedProbeReopensWhateverItsType() {
        var breaker = watching(TripRule.consecutiveFailures(1).of(ConnectException.class));
        breaker.failWith(REFUSED);
        breaker.advance(ofSeconds(10));
        breaker.failWith(ODD);

        assertThat(breaker.recorder().transitions())
                .last()
                .hasToString(
                        "payments #3 HALF_OPEN -> OPEN: a probe failed; last failure java.lang.IllegalStateException: odd");
    }

    @Test
    void aRuleOfTypesStaysCleanUnderOtherFailures() {
        Tripwire tripwire = Tripwire.of(List.of(TripRule.consecutiveFailures(2).of(ConnectException.class)), 0);
        assertThat(tripwire.failed(0, 0, ODD)).isNull();
        assertThat(tripwire.isClean()).isTrue();
        assertThat(tripwire.failed(0, 0, REFUSED)).isNull();

        assertThat(tripwire.isClean()).isFalse();
    }
}
