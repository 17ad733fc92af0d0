package io.breakers.internal.calls;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.Breaker;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.tools.RecordedLog;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S19, S23–S27: what an outcome counts as, and what the caller sees of it. */
class OutcomeTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    @Test
    void aReturnedValueIsASuccessAndNullToo() throws Exception {
        var breaker = TestedBreaker.with(config -> config);
        var receipt = new Object();

        assertThat(breaker.breaker().call(() -> receipt)).isSameAs(receipt);
        assertThat(breaker.breaker().<Object>call(() -> null)).isNull();

        assertThat(breaker.events()).containsExactly("success", "success");
    }

    @Test
    void aThrowableIsAFailureAndReachesTheCallerAsItIs() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(9));

        breaker.failWith(new IOException("checked"));
        breaker.failWith(new IllegalStateException("unchecked"));
        breaker.failWith(new AssertionError("error"));
        breaker.failWith(new StackOverflowError());
        breaker.failWith(new Throwable("neither"));

        assertThat(breaker.events()).containsExactly("failure", "failure", "failure", "failure", "failure");
        assertThat(breaker.recorder().throwables())
                .map(Throwable::getMessage)
                .containsExactly("checked", "unchecked", "error", null, "neither");
    }

    @Test
    void whatARunThrowsIsAFailureAndReachesTheCallerAsItIs() {
        var breaker = TestedBreaker.with(config -> config);
        var down = new IllegalStateException("down");

        assertThat(catchThrowable(() -> breaker.breaker().run(() -> {
                    throw down;
                })))
                .isSameAs(down);

        assertThat(breaker.events()).containsExactly("failure");
    }

    @Test
    void ignoredTypesAndTheirSubtypesAreNeitherFailureNorSuccess() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1).ignore(IOException.class));

        breaker.failWith(new IOException("type"));
        breaker.failWith(new FileNotFoundException("subtype"));
        assertThat(breaker.state()).isEqualTo(CLOSED);
        breaker.failWith(new Exception("supertype"));

        assertThat(breaker.events()).containsExactly("ignored", "ignored", "failure", "CLOSED->OPEN");
    }

    @Test
    void ignoreMayBeRepeatedAndMixed() {
        var breaker = TestedBreaker.with(config -> config.ignore(IOException.class, TimeoutException.class)
                .ignore(ArithmeticException.class)
                .ignoreWhen(thrown -> "fine".equals(thrown.getMessage())));

        breaker.failWith(new IOException());
        breaker.failWith(new TimeoutException());
        breaker.failWith(new ArithmeticException());
        breaker.failWith(new IllegalStateException("fine"));
        breaker.failWith(new IllegalStateException("bad"));

        assertThat(breaker.events()).containsExactly("ignored", "ignored", "ignored", "ignored", "failure");
    }

    @Test
    void ignoreWinsOverFailOn() {
        var breaker =
                TestedBreaker.with(config -> config.failOn(Exception.class).ignore(IOException.class));

        breaker.failWith(new FileNotFoundException());

        assertThat(breaker.events()).containsExactly("ignored");
    }

    @Test
    void aThrowableOutsideOfFailOnIsASuccessOfTheTarget() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(2)
                .failOn(IOException.class)
                .failWhen(thrown -> "bad".equals(thrown.getMessage())));

        breaker.failWith(new FileNotFoundException());
        breaker.failWith(new IllegalArgumentException("no such account"));
        breaker.failWith(new IllegalStateException("bad"));
        breaker.failWith(new Error("outside"));

        assertThat(breaker.events()).containsExactly("failure", "success", "failure", "success");
        assertThat(breaker.stats().successRate()).isEqualTo(0.5);
    }

    @Test
    void aResultMayBeAFailureAndReachesTheCallerAllTheSame() throws Exception {
        var breaker = TestedBreaker.with(config ->
                config.failureThreshold(2).failOnResult("declined"::equals).failOnResult(result -> result == null));

        assertThat(breaker.breaker().call(() -> "declined")).isEqualTo("declined");
        assertThat(breaker.breaker().call(() -> "paid")).isEqualTo("paid");
        breaker.breaker().call(() -> "declined");
        breaker.breaker().run(() -> {});

        assertThat(breaker.events()).containsExactly("failure", "success", "failure", "failure", "CLOSED->OPEN");
        assertThat(breaker.recorder().throwables())
                .hasSize(3)
                .allSatisfy(failure -> assertThat(failure)
                        .hasMessage("payments returned a result that counts as a failure")
                        .hasNoCause());
        assertThat(breaker.reject().lastFailure()).isEqualTo("payments returned a result that counts as a failure");
    }

    @Test
    void anInterruptedCallIsCancelledAndTheFlagStaysAsTheTargetLeftIt() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1));

        breaker.failWith(new InterruptedException());
        assertThat(Thread.interrupted()).isFalse();
        Thread.currentThread().interrupt();
        breaker.failWith(new InterruptedException());
        assertThat(Thread.interrupted()).isTrue();

        assertThat(breaker.events()).containsExactly("cancelled", "cancelled");
        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void anInterruptIsCancelledEvenIfItIsIgnoredOrFailedOn() {
        var breaker = TestedBreaker.with(
                config -> config.ignore(InterruptedException.class).failOn(InterruptedException.class));

        breaker.failWith(new InterruptedException());

        assertThat(breaker.events()).containsExactly("cancelled");
    }

    @Test
    void anInterruptIsAFailureIfThatIsWanted() {
        var breaker = TestedBreaker.with(config -> config.failOnCancellation());

        breaker.failWith(new InterruptedException());

        assertThat(breaker.events()).containsExactly("failure");
    }

    @Test
    void aCancellationThatACallThrowsIsAFailureLikeAnyOther() {
        var breaker = TestedBreaker.with(config -> config);

        breaker.failWith(new CancellationException());

        assertThat(breaker.events()).containsExactly("failure");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aThrowablePredicateThatThrowsMakesAFailureAndIsSuppressedOnIt(boolean ignoring) {
        var broken = new NoClassDefFoundError("predicate");
        var breaker = TestedBreaker.with(config -> ignoring
                ? config.ignoreWhen(thrown -> {
                    throw broken;
                })
                : config.failWhen(thrown -> {
                    throw broken;
                }));
        var down = new IOException("down");

        breaker.failWith(down);

        assertThat(breaker.events()).containsExactly("failure");
        assertThat(down).hasSuppressedException(broken);
    }

    @Test
    void aPredicateThatThrowsWhatItIsAskedAboutSuppressesNothing() {
        var breaker = TestedBreaker.with(config -> config.ignoreWhen(thrown -> {
            throw TestedBreaker.<RuntimeException>sneaky(thrown);
        }));
        var down = new IOException("down");

        breaker.failWith(down);

        assertThat(down).hasNoSuppressedExceptions();
    }

    @Test
    void aThrowableThatIsThrownAgainAndAgainIsNotHungWithComplaints() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(100).ignoreWhen(thrown -> {
            throw new IllegalStateException("broken");
        }));
        var down = new IOException("down");

        for (int call = 0; call < 20; call++) {
            breaker.failWith(down);
        }

        assertThat(down.getSuppressed()).hasSize(16);
    }

    @Test
    void aResultPredicateThatThrowsMakesAFailureAndIsLogged() throws Exception {
        var breaker = TestedBreaker.with(config -> config.failOnResult(result -> {
            throw new IllegalStateException("broken");
        }));

        assertThat(breaker.breaker().call(() -> "paid")).isEqualTo("paid");

        assertThat(breaker.events()).containsExactly("failure");
        assertThat(log.lines())
                .containsExactly("WARNING: payments: a predicate about results threw; the call counts as failed"
                        + " (java.lang.IllegalStateException: broken)");
    }

    @Test
    void aThrowableIsNotShownToTheResultPredicateNorAResultToTheOthers() throws Exception {
        var breaker = TestedBreaker.with(config -> config.failOnResult(result -> {
                    throw new AssertionError("asked about a result");
                })
                .ignoreWhen(thrown -> true));
        breaker.failWith(new IOException());
        assertThat(breaker.events()).containsExactly("ignored");

        var other = TestedBreaker.with(config -> config.ignoreWhen(thrown -> {
            throw new AssertionError("asked about a throwable");
        }));
        other.breaker().call(() -> new IOException());
        assertThat(other.events()).containsExactly("success");
    }

    @Test
    void whatCannotSayWhatItIsStillTrips() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1));
        breaker.failWith(new MuteException());

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.reject().lastFailure()).isEqualTo("io.breakers.internal.calls.OutcomeTest$MuteException");
    }

    private static final class MuteException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            throw new IllegalStateException("mute");
        }
    }

    @Test
    void aMissingTargetIsRefusedBeforeItIsCounted() {
        Breaker breaker = TestedBreaker.with(config -> config).breaker();

        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> breaker.call(null))
                .withMessage("target");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> breaker.run(null))
                .withMessage("target");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> breaker.call(null, cause -> ""))
                .withMessage("target");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> breaker.call(() -> "", null))
                .withMessage("fallback");
        assertThat(breaker.stats().calls()).isZero();
    }
}
