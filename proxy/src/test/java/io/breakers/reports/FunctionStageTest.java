package io.breakers.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** R8: a stage that a function returns is its outcome, as that of a method is. */
class FunctionStageTest {
    private static final IOException DOWN = new IOException("down");

    private final ManualTicker ticker = new ManualTicker();
    private final RecordingListener heard = new RecordingListener();

    private Breaker stock(UnaryOperator<BreakerConfigBuilder> settings) {
        return Breakers.breaker(
                "stock",
                settings.apply(BreakerConfig.builder()
                                .failureThreshold(4)
                                .openFor(Duration.ofSeconds(10))
                                .successThreshold(1)
                                .ticker(ticker)
                                .measureTime())
                        .listener(heard)
                        .build());
    }

    private Breaker stock() {
        return stock(config -> config);
    }

    @Test
    void r8_fourFailedFuturesAreFourFailures() throws Exception {
        Breaker stock = stock();
        List<CompletableFuture<String>> asked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            CompletableFuture<String> future = new CompletableFuture<>();
            asked.add(future);
            assertThat(stock.call(() -> future)).isSameAs(future);
        }
        assertThat(stock.stats().inFlight()).isEqualTo(4);
        asked.forEach(future -> future.completeExceptionally(DOWN));

        assertThat(stock.stats().failures()).isEqualTo(4);
        assertThat(stock.state()).isEqualTo(BreakerState.OPEN);
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> stock.call(() -> CompletableFuture.completedFuture("7")));
    }

    @Test
    void r8_soWithoutAnythingToMeasure() throws Exception {
        Breaker stock = Breakers.breaker("stock", BreakerConfig.defaults());
        assertThat(stock.call(() -> "7")).isEqualTo("7");
        var future = new CompletableFuture<String>();
        assertThat(stock.call(() -> future)).isSameAs(future);
        assertThat(stock.stats().inFlight()).isEqualTo(1);
        assertThat(stock.stats().successes()).isEqualTo(1);
        future.completeExceptionally(DOWN);

        assertThat(stock.stats().failures()).isEqualTo(1);
        assertThat(stock.stats().inFlight()).isZero();
    }

    @Test
    void r8_aStageThatHasCompletedIsJudgedAtOnce() throws Exception {
        Breaker stock = stock(config -> config.failOnResult("none"::equals));
        stock.call(() -> CompletableFuture.completedFuture("7"));
        stock.call(() -> CompletableFuture.completedFuture("none"));
        stock.call(() -> CompletableFuture.failedFuture(DOWN));
        stock.call(() -> CompletableFuture.completedStage("7"));

        assertThat(heard.events()).containsExactly("success", "failure", "failure", "success");
        assertThat(heard.throwables()).last().isSameAs(DOWN);
    }

    @Test
    void r8_theElapsedTimeRunsUntilTheStageCompletes() throws Exception {
        Breaker stock = stock();
        var future = new CompletableFuture<String>();
        stock.call(() -> {
            ticker.advance(Duration.ofSeconds(1));
            return future;
        });
        ticker.advance(Duration.ofSeconds(2));
        future.complete("7");

        assertThat(stock.stats().successTime()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void r8_wrappersAreTakenOffAndACancellationIsOne() throws Exception {
        Breaker stock = stock(config -> config.ignore(IOException.class));
        stock.call(() -> CompletableFuture.failedFuture(new CompletionException(DOWN)));
        var future = new CompletableFuture<String>();
        stock.call(() -> future);
        future.cancel(true);

        assertThat(heard.events()).containsExactly("ignored", "cancelled");
    }

    @Test
    void r8_aStageCountsOnceHoweverOftenItCallsBack() throws Exception {
        class Stutter extends CompletableFuture<String> {
            @Override
            public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
                action.accept("7", null);
                action.accept(null, DOWN);
                throw new IllegalStateException("no more");
            }
        }
        Breaker stock = stock();
        stock.call(Stutter::new);

        assertThat(heard.events()).containsExactly("success");
    }

    @Test
    void r7_aStageOfAFunctionThrowsWhenItIsObserved() throws Exception {
        class Unobservable extends CompletableFuture<String> {
            @Override
            public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
                throw new LinkageError("unlinked");
            }
        }
        Breaker stock = stock();
        assertThat(stock.call(Unobservable::new)).isInstanceOf(Unobservable.class);

        assertThat(heard.events()).containsExactly("failure");
        assertThat(stock.stats().inFlight()).isZero();
    }

    @Test
    void r8_theBreakerOfAMethodJudgesTheStagesOfFunctionsToo() throws Exception {
        Supplier<Object> target = () -> CompletableFuture.failedFuture(DOWN);
        @SuppressWarnings("unchecked")
        Supplier<Object> service = Breakers.builder(Supplier.class, target).build();
        Breaker get = Breakers.inspect(service).breaker("get");
        get.call(() -> CompletableFuture.failedFuture(DOWN));
        assertThat(get.stats().failures()).isEqualTo(1);

        // The declared type of the method promises nothing.
        assertThat(service.get()).isInstanceOf(CompletableFuture.class);
        assertThat(get.stats().successes()).isEqualTo(1);
    }

    @Test
    void r8_aFallbackAnswersWhatIsThrownAndNotWhatTheStageThatTheCallerHasFailsWith() throws Exception {
        Breaker stock = stock(config -> config.failureThreshold(2));
        CompletableFuture<String> spare = CompletableFuture.completedFuture("unknown");
        CompletableFuture<String> failed = CompletableFuture.failedFuture(DOWN);
        assertThat(stock.call(() -> failed, cause -> spare)).isSameAs(failed);
        assertThat(stock.<CompletableFuture<String>>call(
                        () -> {
                            throw DOWN;
                        },
                        cause -> spare))
                .isSameAs(spare);
        assertThat(stock.call(() -> failed, cause -> spare)).isSameAs(spare);

        assertThat(heard.events())
                .containsExactly("failure", "failure", "CLOSED->OPEN", "fallback", "rejected OPEN", "fallback");
    }

    @Test
    void r8_theStageOfAFallbackIsItsOutcomeAndKeepsItsPlaceUntilThen() throws Exception {
        Breaker stock = stock(config -> config.maxConcurrentFallbacks(1));
        stock.forceOpen();
        var spare = new CompletableFuture<String>();
        assertThat(stock.call(() -> spare, cause -> spare)).isSameAs(spare);
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> stock.call(() -> spare, cause -> spare));
        ticker.advance(Duration.ofSeconds(2));
        var worse = new IOException("worse");
        spare.completeExceptionally(worse);
        assertThat(worse.getSuppressed()).singleElement().isInstanceOf(CallRejectedException.class);
        assertThat(stock.call(() -> "7", cause -> "unknown")).isEqualTo("unknown");

        assertThat(stock.stats().fallbackFailures()).isEqualTo(1);
        assertThat(stock.stats().fallbacks()).isEqualTo(1);
        assertThat(heard.events())
                .containsExactly(
                        "CLOSED->FORCED_OPEN",
                        "rejected FORCED_OPEN",
                        "rejected FORCED_OPEN",
                        "fallback failed",
                        "rejected FORCED_OPEN",
                        "fallback");
    }

    @Test
    void r8_aProbeIsJudgedByItsStage() throws Exception {
        Breaker stock = stock(config -> config.failureThreshold(1));
        stock.call(() -> CompletableFuture.failedFuture(DOWN));
        ticker.advance(Duration.ofSeconds(10));
        var probe = new CompletableFuture<String>();
        stock.call(() -> probe);
        assertThat(stock.state()).isEqualTo(BreakerState.HALF_OPEN);
        probe.complete("7");

        assertThat(stock.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void r8_callStageMakesAFailedStageOfARejection() throws Exception {
        Breaker stock = stock(config -> config.failureThreshold(1));
        List<CompletableFuture<String>> asked = new ArrayList<>();
        CompletionStage<String> first = stock.callStage(() -> ask(asked));
        asked.get(0).completeExceptionally(DOWN);
        assertThat(first).isCompletedExceptionally();
        CompletionStage<String> second = stock.callStage(() -> ask(asked));

        assertThat(asked).hasSize(1);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> second.toCompletableFuture().join())
                .withCauseInstanceOf(CallRejectedException.class);
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "rejected OPEN");
    }

    private static CompletableFuture<String> ask(List<CompletableFuture<String>> asked) {
        var future = new CompletableFuture<String>();
        asked.add(future);
        return future;
    }

    @Test
    void r8_whatHangsOnTheStageOfCallStageRunsAfterTheOutcome() throws Exception {
        Breaker stock = stock(config -> config.failureThreshold(1));
        List<CompletableFuture<String>> asked = new ArrayList<>();
        List<BreakerState> found = new ArrayList<>();
        CompletionStage<String> stage = stock.callStage(() -> ask(asked));
        CompletionStage<String> then = stage.whenComplete((value, failure) -> found.add(stock.state()));
        asked.get(0).completeExceptionally(DOWN);

        assertThat(then).isCompletedExceptionally();
        assertThat(found).containsExactly(BreakerState.OPEN);
    }

    @Test
    void r8_aCancellationReachesTheStageOfTheFunction() throws Exception {
        Breaker stock = stock();
        List<CompletableFuture<String>> asked = new ArrayList<>();
        assertThat(stock.callStage(() -> ask(asked)).toCompletableFuture().cancel(true))
                .isTrue();

        assertThat(asked.get(0)).isCancelled();
        assertThat(heard.events()).containsExactly("cancelled");
    }

    @Test
    void r8_aStageThatIsDoneIsReturnedAsItIs() throws Exception {
        Breaker stock = stock();
        CompletableFuture<String> done = CompletableFuture.completedFuture("7");

        assertThat(stock.callStage(() -> done)).isSameAs(done);
        assertThat(heard.events()).containsExactly("success");
    }

    @Test
    void r8_whatTheFunctionThrowsIsThrown() {
        Breaker stock = stock();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> stock.callStage(() -> {
                    throw DOWN;
                }))
                .isSameAs(DOWN);

        assertThat(heard.events()).containsExactly("failure");
    }

    @Test
    void r8_noStageIsAFailure() throws Exception {
        Breaker stock = stock();
        assertThat(stock.<String>callStage(() -> null)).isNull();

        assertThat(heard.events()).containsExactly("failure");
        assertThat(heard.throwables())
                .singleElement()
                .hasToString("java.lang.NullPointerException: the function returned null instead of a stage");
        assertThat(stock.<String>call(() -> null)).isNull();
        assertThat(stock.stats().successes()).isEqualTo(1);
    }

    @Test
    void aFunctionForStagesMustBeGiven() {
        assertThatNullPointerException()
                .isThrownBy(() -> stock().callStage(null))
                .withMessage("target");
    }
}
