package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakers.api.BreakerConfig;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.tools.RecordedLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a caller's thread carries is there when a fallback answers its stage on another one. */
class FallbackContextTest extends EngineSetting {
    interface Rates {
        CompletionStage<String> rate(String currency);

        String now(String currency);
    }

    /** Stands for what a thread carries. */
    private String context = "none";

    private final List<CompletableFuture<String>> asked = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private CompletionStage<String> answer = CompletableFuture.completedFuture("old");

    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    private final Rates target = new Rates() {
        @Override
        public CompletionStage<String> rate(String currency) {
            asked.add(new CompletableFuture<>());
            return asked.get(asked.size() - 1);
        }

        @Override
        public String now(String currency) {
            throw new IllegalStateException("down");
        }
    };

    private final Rates spare = new Rates() {
        @Override
        public CompletionStage<String> rate(String currency) {
            seen.add(currency + " in " + context);
            return answer;
        }

        @Override
        public String now(String currency) {
            seen.add(currency + " in " + context);
            return "old";
        }
    };

    private ProtectionBuilder<Rates> builder(Function<Runnable, Runnable> wrapper) {
        return builder(Rates.class, target).fallback(spare).fallbackContext(wrapper);
    }

    private Runnable capturing(Runnable task) {
        String captured = context;
        return () -> {
            String before = context;
            context = captured;
            task.run();
            context = before;
        };
    }

    @Test
    void aFallbackOfAStageRunsInTheContextOfItsCall() {
        Rates rates = builder(this::capturing).build();
        context = "first";
        CompletionStage<String> first = rates.rate("EUR");
        context = "second";
        CompletionStage<String> second = rates.rate("USD");
        context = "none";
        asked.get(1).completeExceptionally(new IllegalStateException("down"));
        asked.get(0).completeExceptionally(new IllegalStateException("down"));

        assertThat(seen).containsExactly("USD in second", "EUR in first");
        assertThat(first).isCompletedWithValue("old");
        assertThat(second).isCompletedWithValue("old");
        assertThat(breaker(rates, "rate").stats().fallbacks()).isEqualTo(2);
    }

    @Test
    void aFallbackMayRunElsewhereAndLater() {
        Queue<Runnable> elsewhere = new ArrayDeque<>();
        Rates rates = builder(task -> () -> elsewhere.add(task)).build();
        CompletableFuture<String> caller = rates.rate("EUR").toCompletableFuture();
        asked.get(0).completeExceptionally(new IllegalStateException("down"));
        assertThat(caller).isNotDone();

        elsewhere.remove().run();
        assertThat(caller).isCompletedWithValue("old");
    }

    @Test
    void aFallbackThatIsGivenUpBeforeItRunsIsNotCalled() {
        Queue<Runnable> elsewhere = new ArrayDeque<>();
        Rates rates = builder(task -> () -> elsewhere.add(task)).build();
        CompletableFuture<String> caller = rates.rate("EUR").toCompletableFuture();
        asked.get(0).completeExceptionally(new IllegalStateException("down"));
        caller.cancel(true);
        elsewhere.remove().run();

        assertThat(seen).isEmpty();
    }

    /** As {@code orTimeout} does. */
    @Test
    void failingTheStageBeforeItsFallbackRunsIsAFailureOfTheFallback() {
        Queue<Runnable> elsewhere = new ArrayDeque<>();
        Rates rates = builder(task -> () -> elsewhere.add(task)).build();
        CompletableFuture<String> caller = rates.rate("EUR").toCompletableFuture();
        asked.get(0).completeExceptionally(new IllegalStateException("down"));
        caller.completeExceptionally(new TimeoutException("late"));
        elsewhere.remove().run();

        assertThat(seen).isEmpty();
        assertThat(breaker(rates, "rate").stats().fallbackFailures()).isEqualTo(1);
    }

    @Test
    void aStageThatHasItsValueTakesNoContext() {
        var wrapped = new AtomicInteger();
        Rates rates = builder(Rates.class, spare)
                .fallback(target)
                .fallbackContext(task -> {
                    wrapped.incrementAndGet();
                    return task;
                })
                .build();

        assertThat(rates.rate("EUR")).isSameAs(answer);
        assertThat(wrapped).hasValue(0);
    }

    @Test
    void cancellingReachesTheStageOfAFallback() {
        var pending = new CompletableFuture<String>();
        answer = pending;
        Rates rates = builder(this::capturing).build();
        CompletableFuture<String> caller = rates.rate("EUR").toCompletableFuture();
        asked.get(0).completeExceptionally(new IllegalStateException("down"));
        caller.cancel(true);

        assertThat(pending).isCancelled();
    }

    @Test
    void aFallbackThatCannotRunFailsTheStage() {
        var refused = new RejectedExecutionException("closed");
        Rates rates = builder(task -> () -> {
                    throw refused;
                })
                .build();
        CompletionStage<String> caller = rates.rate("EUR");
        asked.get(0).completeExceptionally(new IllegalStateException("down"));

        assertThat(caller).failsWithin(Duration.ZERO).withThrowableThat().withCause(refused);
        assertThat(breaker(rates, "rate").stats().fallbackFailures()).isEqualTo(1);
    }

    @Test
    void aWrapperThatThrowsCostsTheContextAndNothingElse() {
        Rates rates = builder(task -> {
                    throw new IllegalStateException("no context");
                })
                .build();
        CompletionStage<String> caller = rates.rate("EUR");
        asked.get(0).completeExceptionally(new IllegalStateException("down"));

        assertThat(caller).isCompletedWithValue("old");
        assertThat(log.lines())
                .containsExactly(
                        "WARNING: Rates.rate: the fallbackContext threw; a fallback of this call would run without it"
                                + " (java.lang.IllegalStateException: no context)");
    }

    @Test
    void whatRunsWhileTheCallerWaitsIsNotWrapped() {
        Rates rates = builder(this::capturing)
                .config(BreakerConfig.builder().failureThreshold(9).build())
                .build();
        context = "caller";
        assertThat(rates.now("EUR")).isEqualTo("old");
        breaker(rates, "rate").forceOpen();
        assertThat(rates.rate("USD")).isCompletedWithValue("old");

        assertThat(seen).containsExactly("EUR in caller", "USD in caller");
    }

    @Test
    void aContextThatNothingUsesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(Rates.class, target)
                        .fallbackContext(this::capturing)
                        .build())
                .withMessage("Cannot protect io.breakers.contract.FallbackContextTest$Rates: fallbackContext was given,"
                        + " but nothing answers a stage; leave it out");
    }
}
