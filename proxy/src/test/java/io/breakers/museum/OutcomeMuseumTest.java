package io.breakers.museum;

import static io.breakers.api.BreakerState.OPEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerListener;
import io.breakers.api.CallRejectedException;
import io.breakers.api.Transition;
import io.breakers.internal.state.TestedBreaker;
import io.breakers.proxy.Breakers;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.RecordedLog;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Group D of the bug museum: throwables that were taken for others, wrapped, or lost. */
class OutcomeMuseumTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final RecordingListener recorder = new RecordingListener();
    private final CompletableFuture<String> promise = new CompletableFuture<>();

    interface AsyncPayments {
        CompletionStage<String> pay();
    }

    private CompletionStage<String> pay(UnaryOperator<BreakerConfigBuilder> settings) {
        BreakerConfig config =
                settings.apply(BreakerConfig.builder().listener(recorder)).build();
        return Breakers.protect(AsyncPayments.class, () -> promise, config).pay();
    }

    @Test
    void d1_predicatesSeeWhatAStageFailedWithAndNotItsWrappers() {
        var down = new IOException("down");
        pay(config -> config.ignore(IOException.class));

        promise.completeExceptionally(new CompletionException(new ExecutionException(new CompletionException(down))));

        assertThat(recorder.events()).containsExactly("ignored");
        assertThat(recorder.throwables()).containsExactly(down);
    }

    @Test
    void d2_aWrapperWithoutACauseIsWhatFailed() {
        var wrapper = new CompletionException((Throwable) null);
        CompletionStage<String> paid = pay(config -> config);

        promise.completeExceptionally(wrapper);

        assertThat(paid.toCompletableFuture()).isCompletedExceptionally();
        assertThat(recorder.throwables()).containsExactly(wrapper);
    }

    @Test
    void d2_aChainOfCausesThatHasNoEndIsLeft() {
        CompletionStage<String> paid = pay(config -> config);

        promise.completeExceptionally(new EndlessException());

        assertThat(paid.toCompletableFuture()).isCompletedExceptionally();
        assertThat(recorder.events()).containsExactly("failure");
    }

    private static final class EndlessException extends CompletionException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            return this;
        }
    }

    @Test
    void d3_ignoreWinsOverFailOn() {
        var breaker = TestedBreaker.with(
                config -> config.failureThreshold(1).failOn(Exception.class).ignore(IOException.class));

        breaker.failWith(new FileNotFoundException());

        assertThat(breaker.events()).containsExactly("ignored");
    }

    @Test
    void d4_noFallbackAnswersWhatIsIgnored() {
        var breaker = TestedBreaker.with(config -> config.ignore(IOException.class));

        Throwable thrown = catchThrowable(() -> breaker.breaker()
                .call(
                        () -> {
                            throw TestedBreaker.DOWN;
                        },
                        cause -> "offline"));

        assertThat(thrown).isSameAs(TestedBreaker.DOWN);
        assertThat(breaker.events()).containsExactly("ignored");
    }

    @Test
    void d6_ourExceptionWrapsNothing() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1));
        breaker.failWith(TestedBreaker.DOWN);

        assertThat(breaker.reject()).hasNoCause();
    }

    @Test
    void d7_aTargetMayThrowTheWrappersOfReflectionItself() {
        var breaker = TestedBreaker.with(config -> config.failOn(IOException.class));

        breaker.failWith(new InvocationTargetException(new IOException("inner")));
        breaker.failWith(new UndeclaredThrowableException(new IOException("inner")));

        assertThat(breaker.events()).containsExactly("success", "success");
    }

    @Test
    void d8_aRejectionOfAnotherBreakerIsAFailureAndOnesOwnIsNot() {
        var inner = TestedBreaker.with(config -> config);
        var outer = TestedBreaker.with(config -> config.failureThreshold(2));
        inner.breaker().forceOpen();

        for (int call = 0; call < 4; call++) {
            assertThatExceptionOfType(CallRejectedException.class)
                    .isThrownBy(() -> outer.breaker().run(inner::succeed));
        }

        assertThat(outer.events())
                .containsExactly("failure", "failure", "CLOSED->OPEN", "rejected OPEN", "rejected OPEN");
    }

    @Test
    void d9_theInterruptFlagIsLeftAsTheTargetLeftIt() {
        var breaker = TestedBreaker.with(config -> config);

        breaker.breaker().run(() -> Thread.currentThread().interrupt());
        assertThat(Thread.interrupted()).isTrue();
        Thread.currentThread().interrupt();
        breaker.breaker().run(Thread::interrupted);
        assertThat(Thread.interrupted()).isFalse();

        assertThat(breaker.events()).containsExactly("success", "success");
    }

    @Test
    void d10_noListenerRunsOnAThreadThatWeInterrupted() {
        List<Boolean> interrupted = new ArrayList<>();
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1)
                .openFor(ofSeconds(1))
                .successThreshold(1)
                .listener(owner -> new BreakerListener() {
                    @Override
                    public void onTransition(Transition transition) {
                        interrupted.add(Thread.currentThread().isInterrupted());
                    }
                }));

        breaker.fail();
        breaker.advance(ofSeconds(1));
        breaker.succeed();

        assertThat(interrupted).containsExactly(false, false, false);
    }

    @Test
    void d11_everyKindOfResultIsLookedAt() throws Exception {
        List<Object> seen = new ArrayList<>();
        UnaryOperator<BreakerConfigBuilder> looking = config -> config.failOnResult(result -> {
            seen.add(result);
            return result == null;
        });
        Breaker breaker = TestedBreaker.with(looking::apply).breaker();

        breaker.call(() -> "paid");
        breaker.call(() -> 1);
        breaker.call(() -> null);
        breaker.run(() -> {});
        breaker.call(() -> null, cause -> "offline");
        pay(looking);
        promise.complete("later");

        assertThat(seen).containsExactly("paid", 1, null, null, null, "later");
        assertThat(breaker.stats().failures()).isEqualTo(3);
    }

    @Test
    void d12_aRejectionSaysWhoAndUntilWhenAndKeepsNothingOfOneCallForTheNext() {
        var breaker = TestedBreaker.with(config -> config.failureThreshold(1));
        breaker.fail();
        CallRejectedException first = breaker.reject();
        first.addSuppressed(new IllegalStateException("of one call"));

        CallRejectedException second = breaker.reject();

        assertThat(second)
                .isNotSameAs(first)
                .hasNoSuppressedExceptions()
                .hasMessage("payments is OPEN: 1 failure; last failure java.io.IOException: down; retry after 60.0 s");
        assertThat(second.getStackTrace()).isEmpty();
    }

    @Test
    void d13_aPredicateThatMissesAClassLeavesNoPromiseOpen() {
        var missing = new NoClassDefFoundError("predicate");
        var down = new IOException("down");
        CompletionStage<String> paid = pay(config -> config.failureThreshold(1).failWhen(thrown -> {
            throw missing;
        }));

        promise.completeExceptionally(down);

        assertThat(paid.toCompletableFuture()).isCompletedExceptionally();
        assertThat(recorder.events()).containsExactly("failure", "CLOSED->OPEN");
        assertThat(recorder.transitions())
                .singleElement()
                .satisfies(trip -> assertThat(trip.to()).isEqualTo(OPEN));
        assertThat(down).hasSuppressedException(missing);
    }
}
