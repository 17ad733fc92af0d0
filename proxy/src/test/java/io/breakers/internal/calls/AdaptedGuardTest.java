package io.breakers.internal.calls;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Attempt;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.CallRejectedException;
import io.breakers.api.FallbackFactory;
import io.breakers.api.GuardedCall;
import io.breakers.internal.settings.BreakerName;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** S19, S25, S29–S31 for adapters: what each word that ends an attempt does, and that it does it once. */
class AdaptedGuardTest {
    private final ManualTicker ticker = new ManualTicker();
    private final RecordingListener recorder = new RecordingListener();
    private final BreakerConfigBuilder settings =
            BreakerConfig.builder().ticker(ticker).failureThreshold(2).listener(recorder);
    private CircuitBreaker breaker;
    private GuardedCall<Object> call;

    /** Lets the adapter keep the call, so that the test can say how it went. */
    private void method(FallbackFactory<?> fallback, Object... arguments) throws Throwable {
        if (breaker == null) {
            BreakerConfig config = settings.build();
            breaker = CircuitBreaker.create(BreakerName.of("payments"), config, config.listeners());
        }
        var kept = new AtomicReference<GuardedCall<Object>>();
        var method = new AdaptedGuard(
                () -> breaker,
                fallback == null ? null : new Fallback.ByObject(Object.class, fallback),
                null,
                (GuardedCall<Object> adapted) -> {
                    kept.set(adapted);
                    return "adapted";
                },
                (object, given) -> object + " " + List.of(given),
                "live",
                List.of());
        assertThat(method.call(arguments)).isEqualTo("adapted");
        call = kept.get();
    }

    private void reject() {
        breaker.forceOpen();
    }

    @Test
    void callsTheTargetWithTheArguments() throws Throwable {
        method(null, "4711", 5);
        Attempt<Object> attempt = call.start();

        assertThat(attempt.isFallback()).isFalse();
        assertThat(attempt.call()).isEqualTo("live [4711, 5]");
        assertThat(breaker.stats().inFlight()).isEqualTo(1);
        assertThat(attempt.succeeded("paid")).isNull();

        assertThat(recorder.events()).containsExactly("success");
    }

    @Test
    void anAttemptEndsOnceWhicheverWordComesFirst() throws Throwable {
        method(cause -> "offline");
        for (int first = 0; first < 5; first++) {
            breaker.reset();
            Attempt<Object> attempt = call.start();
            say(attempt, first);
            long ended = breaker.stats().calls();
            for (int next = 0; next < 5; next++) {
                assertThat(say(attempt, next)).as("%d after %d", next, first).isNull();
            }
            assertThat(breaker.stats().calls()).isEqualTo(ended);
        }

        assertThat(recorder.events()).containsExactly("success", "failure", "failure", "cancelled", "failure");
    }

    private static Attempt<Object> say(Attempt<Object> attempt, int word) {
        switch (word) {
            case 0:
                return attempt.succeeded("paid");
            case 1:
                return attempt.threw(TestedBreaker.DOWN);
            case 2:
                return attempt.failed(TestedBreaker.DOWN);
            case 3:
                attempt.cancelled();
                return null;
            default:
                attempt.lost(TestedBreaker.DOWN);
                return null;
        }
    }

    @Test
    void withoutAFallbackAFailureStands() throws Throwable {
        method(null);

        assertThat(call.start().threw(TestedBreaker.DOWN)).isNull();
        assertThat(call.start().failed(TestedBreaker.DOWN)).isNull();
        assertThatThrownBy(() -> call.start()).isInstanceOf(CallRejectedException.class);
    }

    @Test
    void aFailureLeadsToTheFallback() throws Throwable {
        method(cause -> "offline after " + cause.getMessage(), "4711");

        for (Attempt<Object> next :
                List.of(call.start().threw(TestedBreaker.DOWN), call.start().failed(TestedBreaker.DOWN))) {
            assertThat(next.isFallback()).isTrue();
            assertThat(next.call()).isEqualTo("offline after down [4711]");
            assertThat(next.succeeded("offline")).isNull();
        }

        assertThat(recorder.events()).containsExactly("failure", "failure", "CLOSED->OPEN", "fallback", "fallback");
    }

    @Test
    void aFailedResultLeadsToTheFallback() throws Throwable {
        settings.failOnResult("declined"::equals);
        method(cause -> "offline");

        assertThat(call.start().succeeded("declined").isFallback()).isTrue();
        assertThat(call.start().succeeded("paid")).isNull();

        assertThat(recorder.events()).containsExactly("failure", "success");
    }

    @Test
    void aRejectionLeadsToTheFallback() throws Throwable {
        method(cause -> cause.getClass().getSimpleName(), "4711");
        reject();

        Attempt<Object> attempt = call.start();

        assertThat(attempt.isFallback()).isTrue();
        assertThat(attempt.call()).isEqualTo("CallRejectedException [4711]");
    }

    @Test
    void aFallbackEndsOnceWhicheverWordComesFirst() throws Throwable {
        settings.maxConcurrentFallbacks(1);
        method(cause -> "offline");
        reject();
        for (int first = 0; first < 5; first++) {
            Attempt<Object> attempt = call.start();
            assertThatThrownBy(() -> call.start()).as("the place is taken").isInstanceOf(CallRejectedException.class);
            assertThat(say(attempt, first)).isNull();
            for (int next = 0; next < 5; next++) {
                say(attempt, next);
            }
        }

        assertThat(recorder.events())
                .filteredOn(event -> event.startsWith("fallback"))
                .containsExactly("fallback", "fallback failed", "fallback failed", "fallback failed");
    }

    @Test
    void theTimeOfAFallbackBeginsWithItsAttempt() throws Throwable {
        method(cause -> "offline");
        reject();
        Attempt<Object> attempt = call.start();

        ticker.advance(ofSeconds(3));
        attempt.succeeded("offline");

        assertThat(breaker.stats().fallbackTime()).isEqualTo(ofSeconds(3));
    }

    @Test
    void aFallbackThatFailsHasTheCauseSuppressed() throws Throwable {
        method(cause -> "offline");
        var failure = new IllegalStateException("offline too");

        call.start().failed(TestedBreaker.DOWN).failed(failure);

        assertThat(failure).hasSuppressedException(TestedBreaker.DOWN);
    }

    @Test
    void aFactoryThatMakesNothingIsNamed() throws Throwable {
        method(cause -> null);
        reject();

        assertThatThrownBy(() -> call.start().call())
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("the fallbackFactory returned null for payments");
    }

    @Test
    void aPromiseThatIsCancelledIsACancelledCall() throws Throwable {
        method(cause -> "offline");

        assertThat(call.start().failed(new CancellationException())).isNull();
        assertThat(call.start().failed(new InterruptedException()).isFallback()).isTrue();

        assertThat(recorder.events()).containsExactly("cancelled", "failure");
    }

    @Test
    void anAttemptThatIsGivenUpTakesNoPlaceOfAFallback() throws Throwable {
        settings.failOnCancellation().maxConcurrentFallbacks(1);
        method(cause -> "offline");

        call.start().cancelled();
        breaker.reset();

        assertThat(recorder.events()).containsExactly("failure");
        assertThat(call.start().threw(TestedBreaker.DOWN)).isNotNull();
    }

    @Test
    void aStreamThatHasAnsweredIsNotCancelledAnyMore() throws Throwable {
        settings.measureTime().failOnCancellation().failOnResult(result -> true);
        method(cause -> "offline");
        Attempt<Object> attempt = call.start();
        ticker.advance(ofSeconds(1));
        attempt.answered();
        ticker.advance(ofSeconds(1));
        attempt.answered();
        assertThat(breaker.stats().inFlight()).isEqualTo(1);
        attempt.cancelled();

        assertThat(recorder.events()).containsExactly("success");
        assertThat(breaker.stats().successTime()).isEqualTo(ofSeconds(1));
    }

    @Test
    void aStreamThatHasAnsweredMayStillFail() throws Throwable {
        method(null);
        Attempt<Object> attempt = call.start();
        attempt.answered();
        attempt.failed(TestedBreaker.DOWN);

        assertThat(recorder.events()).containsExactly("failure");
    }

    @Test
    void aProbeThatHasAnsweredHasEnded() throws Throwable {
        settings.successThreshold(2);
        method(cause -> "offline");
        call.start().failed(TestedBreaker.DOWN);
        call.start().failed(TestedBreaker.DOWN);
        ticker.advance(ofSeconds(60));
        Attempt<Object> probe = call.start();
        probe.answered();
        assertThat(probe.failed(TestedBreaker.DOWN)).isNull();

        assertThat(recorder.events())
                .containsExactly("failure", "failure", "CLOSED->OPEN", "OPEN->HALF_OPEN", "success");
    }

    @Test
    void aFallbackWhoseStreamIsGivenUpAfterItsFirstElementHasAnswered() throws Throwable {
        settings.maxConcurrentFallbacks(1);
        method(cause -> "offline");
        reject();
        call.start().cancelled();
        Attempt<Object> attempt = call.start();
        attempt.answered();
        attempt.cancelled();

        assertThat(recorder.events()).filteredOn("fallback"::equals).hasSize(1);
        assertThat(call.start().isFallback()).isTrue();
    }

    @Test
    void anAttemptThatIsLostAsksNobody() throws Throwable {
        settings.ignoreWhen(thrown -> {
            throw new AssertionError("asked");
        });
        method(cause -> "offline");

        call.start().lost(TestedBreaker.DOWN);

        assertThat(recorder.events()).containsExactly("failure");
    }
}
