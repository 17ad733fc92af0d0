package io.breakers.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.ManualTicker;
import io.breakers.tools.BothEngines;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

/** R3, R4, R5 and R15: what callers hang on a stage runs after the outcome has been counted. */
@ParameterizedClass
@BothEngines
class StageOrderTest {
    private static final IOException DOWN = new IOException("down");

    @Parameter
    ProxyEngine engine;

    private final ManualTicker ticker = new ManualTicker();
    private final Deque<CompletableFuture<String>> sources = new ArrayDeque<>();

    interface Rates {
        CompletableFuture<String> rate();
    }

    private Rates rates(BreakerConfig config) {
        return Breakers.builder(Rates.class, this::next)
                .config(config)
                .engine(engine)
                .build();
    }

    private CompletableFuture<String> next() {
        var source = new CompletableFuture<String>();
        sources.add(source);
        return source;
    }

    private BreakerConfig one() {
        return BreakerConfig.builder()
                .failureThreshold(1)
                .openFor(Duration.ofSeconds(1))
                .successThreshold(1)
                .ticker(ticker)
                .build();
    }

    private static Breaker breaker(Object service) {
        return Breakers.inspect(service).breaker("rate");
    }

    @Test
    void r3_aRetryThatHangsOnTheFutureFindsTheBreakerOpen() {
        Rates rates = rates(one());
        CompletableFuture<String> retried = rates.rate().exceptionallyCompose(thrown -> rates.rate());

        sources.remove().completeExceptionally(DOWN);

        assertThat(sources).isEmpty();
        assertThat(retried).isCompletedExceptionally();
        assertThat(retried.handle((value, thrown) -> thrown).join()).hasCauseInstanceOf(CallRejectedException.class);
    }

    @Test
    void r3_aCallThatHangsOnTheOnlyProbeFindsItEnded() {
        Rates rates = rates(one());
        rates.rate();
        sources.remove().completeExceptionally(DOWN);
        ticker.advance(Duration.ofSeconds(1));
        CompletableFuture<String> second = rates.rate().thenCompose(value -> rates.rate());

        sources.remove().complete("good");

        assertThat(breaker(rates).state()).isEqualTo(BreakerState.CLOSED);
        sources.remove().complete("better");
        assertThat(second).isCompletedWithValue("better");
    }

    @Test
    void r3_aCallThatHangsOnAFallbacksStageFindsItsPlaceFree() {
        var answers = new ArrayDeque<CompletableFuture<String>>();
        Rates rates = Breakers.builder(Rates.class, () -> CompletableFuture.failedFuture(DOWN))
                .config(BreakerConfig.builder().maxConcurrentFallbacks(1).build())
                .fallback(() -> {
                    var answer = new CompletableFuture<String>();
                    answers.add(answer);
                    return answer;
                })
                .engine(engine)
                .build();
        CompletableFuture<String> second = rates.rate().thenCompose(value -> rates.rate());

        answers.remove().complete("first");
        answers.remove().complete("second");

        assertThat(second).isCompletedWithValue("second");
    }

    @Test
    void r4_aDefaultOfTheCallersOwnDoesNotCloseTheBreaker() {
        Rates rates = rates(BreakerConfig.builder()
                .failureThreshold(1)
                .openFor(Duration.ofSeconds(1))
                .successThreshold(2)
                .ticker(ticker)
                .build());
        rates.rate();
        sources.remove().completeExceptionally(DOWN);
        ticker.advance(Duration.ofSeconds(1));

        // What completeOnTimeout does, on this thread instead of a timer's.
        assertThat(rates.rate().complete("mine")).isTrue();
        assertThat(rates.rate().complete("mine")).isTrue();

        assertThat(breaker(rates).state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(breaker(rates).stats().cancelled()).isEqualTo(2);
        assertThat(sources).allSatisfy(source -> assertThat(source).isCancelled());
    }

    /** A future as frameworks make them, which runs what hangs on it by an executor of its own. */
    private static final class Managed<T> extends CompletableFuture<T> {
        private final Executor executor;

        Managed(Executor executor) {
            this.executor = executor;
        }

        @Override
        public Executor defaultExecutor() {
            return executor;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new Managed<>(executor);
        }
    }

    @Test
    void r5_aManagedFutureStaysOneWithAndWithoutAFallback() {
        var ran = new ArrayDeque<Runnable>();
        var source = new Managed<String>(ran::add);
        for (Rates rates : List.of(
                Breakers.builder(Rates.class, () -> source).engine(engine).build(),
                Breakers.builder(Rates.class, () -> source)
                        .fallback(() -> null)
                        .engine(engine)
                        .build())) {
            assertThat(rates.rate()).isInstanceOf(Managed.class);
        }
        CompletableFuture<String> hanging = rates(BreakerConfig.defaults()).rate();
        assertThat(hanging).isExactlyInstanceOf(CompletableFuture.class);
    }

    /** What some frameworks hand out: nobody may complete it. */
    private static final class ReadOnly<T> extends CompletableFuture<T> {
        @Override
        public boolean complete(T value) {
            return false;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new ReadOnly<>();
        }
    }

    @Test
    void r5_aFutureThatGivesNoneThatMayBeCompletedIsRelayedByAPlainOne() {
        var source = new ReadOnly<String>();
        Rates rates = Breakers.builder(Rates.class, () -> source).engine(engine).build();
        CompletableFuture<String> given = rates.rate();

        source.completeExceptionally(DOWN);

        assertThat(given).isExactlyInstanceOf(CompletableFuture.class).isCompletedExceptionally();
        assertThat(breaker(rates).stats().failures()).isEqualTo(1);
    }

    interface Stages {
        CompletionStage<String> rate();
    }

    /** Tells its outcome, and throws then. */
    private static final class Shouting extends CompletableFuture<String> {
        @Override
        public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
            action.accept("told", null);
            throw new IllegalStateException("and thrown");
        }
    }

    @Test
    void r15_aStageThatTellsAndThenThrowsReachesItsCaller() {
        Stages stages =
                Breakers.builder(Stages.class, Shouting::new).engine(engine).build();

        assertThat(stages.rate().toCompletableFuture()).isCompletedWithValue("told");
        assertThat(breaker(stages).stats().successes()).isEqualTo(1);
    }
}
