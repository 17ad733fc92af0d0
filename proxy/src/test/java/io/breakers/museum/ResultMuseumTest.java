package io.breakers.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerStats;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.BothEngines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Groups D and E through proxies: which result or throwable is the outcome of a call, for each kind that a method may
 * return.
 */
class ResultMuseumTest {
    private static final IOException DOWN = new IOException("down");

    private final List<Object> seen = new ArrayList<>();
    private final RecordingListener recorder = new RecordingListener();

    private interface Results {
        String value();

        String nothing();

        void done();

        int number();

        Optional<String> maybe();

        CompletionStage<Void> later();
    }

    /** Its results are new objects each time, but for those that have no identity. */
    private static final class Fixed implements Results {
        private final String word;
        private final Optional<String> maybe;
        private final int number;
        private int calls;

        Fixed(String word, int number) {
            this.word = word;
            this.maybe = Optional.of(word);
            this.number = number;
        }

        @Override
        public String value() {
            calls++;
            return word;
        }

        @Override
        public String nothing() {
            calls++;
            return null;
        }

        @Override
        public void done() {
            calls++;
        }

        @Override
        public int number() {
            calls++;
            return number;
        }

        @Override
        public Optional<String> maybe() {
            calls++;
            return maybe;
        }

        @Override
        public CompletionStage<Void> later() {
            calls++;
            return CompletableFuture.completedFuture(null);
        }
    }

    private ProtectionBuilder<Results> looking(Results target, boolean failed, ProxyEngine engine) {
        BreakerConfig config = BreakerConfig.builder()
                .failOnResult(result -> {
                    seen.add(result);
                    return failed;
                })
                .build();
        return Breakers.builder(Results.class, target).engine(engine).config(config);
    }

    /** Calls every method once, and checks that the caller got what {@code answering} has. */
    private static void callAll(Results results, Fixed answering) {
        assertThat(results.value()).isSameAs(answering.word);
        assertThat(results.nothing()).isNull();
        results.done();
        assertThat(results.number()).isEqualTo(answering.number);
        assertThat(results.maybe()).isSameAs(answering.maybe);
        assertThat(results.later().toCompletableFuture()).isCompletedWithValue(null);
    }

    private static void assertEachCounted(Results results, ToLongFunction<BreakerStats> count) {
        assertThat(Breakers.inspect(results).breakers())
                .hasSize(6)
                .allSatisfy(breaker -> assertThat(count.applyAsLong(breaker.stats()))
                        .as(breaker.method())
                        .isEqualTo(1));
    }

    private void assertAllWereSeen(Fixed target) {
        assertThat(seen).containsExactly(target.word, null, null, target.number, target.maybe, null);
        assertThat(target.calls).isEqualTo(6);
    }

    @ParameterizedTest
    @BothEngines
    void d11_aResultOfEveryKindMayBeAFailureThatTheCallerGets(ProxyEngine engine) {
        var target = new Fixed("fine", 1_000);
        Results results = looking(target, true, engine).build();

        callAll(results, target);

        assertAllWereSeen(target);
        assertEachCounted(results, BreakerStats::failures);
    }

    @ParameterizedTest
    @BothEngines
    void d11_aResultOfEveryKindThatPassesIsASuccess(ProxyEngine engine) {
        var target = new Fixed("fine", 1_000);
        Results results = looking(target, false, engine).build();

        callAll(results, target);

        assertAllWereSeen(target);
        assertEachCounted(results, BreakerStats::successes);
    }

    @ParameterizedTest
    @BothEngines
    void d11_aFallbackAnswersAFailedResultOfEveryKindAndIsNotLookedAt(ProxyEngine engine) {
        var target = new Fixed("wrong", 1_000);
        var spare = new Fixed("spare", 2_000);
        Results results = looking(target, true, engine).fallback(spare).build();

        callAll(results, spare);

        assertAllWereSeen(target);
        assertThat(spare.calls).isEqualTo(6);
        assertThat(Breakers.inspect(results).breakers())
                .hasSize(6)
                .allSatisfy(breaker -> assertThat(breaker.stats().fallbacks())
                        .as(breaker.method())
                        .isEqualTo(1));
    }

    private interface Payments {
        String pay() throws Exception;

        CompletionStage<String> payLater() throws Exception;
    }

    /** Both methods do the same. */
    private record Source(CompletionStage<String> stage, Exception thrown) implements Payments {
        @Override
        public String pay() throws Exception {
            throw thrown;
        }

        @Override
        public CompletionStage<String> payLater() throws Exception {
            if (thrown != null) {
                throw thrown;
            }
            return stage;
        }
    }

    private ProtectionBuilder<Payments> payments(Payments target, BreakerConfig config, ProxyEngine engine) {
        return Breakers.builder(Payments.class, target)
                .engine(engine)
                .config(config)
                .listener(recorder);
    }

    /** S23: only the wrappers of a stage are wrappers; what is thrown at the caller is what the target means. */
    @ParameterizedTest
    @BothEngines
    void d1_whatLooksLikeAWrapperAndIsThrownIsNotUnwrapped(ProxyEngine engine) {
        BreakerConfig config = BreakerConfig.builder().ignore(IOException.class).build();
        for (Exception own : List.of(new CompletionException(DOWN), new ExecutionException(DOWN))) {
            Payments payments = payments(new Source(null, own), config, engine).build();

            assertThat(catchThrowable(payments::pay)).isSameAs(own);
            assertThat(catchThrowable(payments::payLater)).isSameAs(own);

            assertThat(recorder.events()).endsWith("failure", "failure").doesNotContain("ignored");
            assertThat(recorder.throwables()).endsWith(own, own);
        }
        assertThat(recorder.events()).hasSize(4);
    }

    @ParameterizedTest
    @BothEngines
    void d9_whoIsInterruptedWhileItWaitsForAStageEndsNoCall(ProxyEngine engine) throws Exception {
        for (Payments fallback : new Payments[] {null, new Source(CompletableFuture.completedStage("spare"), null)}) {
            var source = new CompletableFuture<String>();
            ProtectionBuilder<Payments> builder = payments(new Source(source, null), BreakerConfig.defaults(), engine);
            Payments payments = fallback == null
                    ? builder.build()
                    : builder.fallback(fallback).build();
            int before = recorder.events().size();
            CompletableFuture<String> given = payments.payLater().toCompletableFuture();

            Thread.currentThread().interrupt();
            assertThat(catchThrowable(given::get)).isExactlyInstanceOf(InterruptedException.class);

            assertThat(recorder.events()).hasSize(before);
            assertThat(Breakers.inspect(payments).breaker("payLater").stats().inFlight())
                    .isEqualTo(1);
            source.complete("paid");
            assertThat(given).isCompletedWithValue("paid");
            assertThat(recorder.events()).hasSize(before + 1).endsWith("success");
        }
    }

    /** Tells everybody twice, in the order that a test wants. */
    private static final class Twice extends CompletableFuture<String> {
        private final boolean failureFirst;

        Twice(boolean failureFirst) {
            this.failureFirst = failureFirst;
        }

        @Override
        public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
            if (failureFirst) {
                action.accept(null, DOWN);
                action.accept("late", null);
            } else {
                action.accept("paid", null);
                action.accept(null, DOWN);
            }
            return this;
        }
    }

    @ParameterizedTest
    @BothEngines
    void e11_aStageThatFailsAndThenSucceedsIsAnsweredByTheFallbackOnly(ProxyEngine engine) throws Exception {
        Payments payments = payments(new Source(new Twice(true), null), BreakerConfig.defaults(), engine)
                .fallback(new Source(CompletableFuture.completedStage("spare"), null))
                .build();

        assertThat(payments.payLater().toCompletableFuture()).isCompletedWithValue("spare");

        assertThat(recorder.events()).containsExactly("failure", "fallback");
    }

    @ParameterizedTest
    @BothEngines
    void e11_aStageThatSucceedsAndThenFailsIsAnsweredByItselfOnly(ProxyEngine engine) throws Exception {
        Payments payments = payments(new Source(new Twice(false), null), BreakerConfig.defaults(), engine)
                .fallback(new Source(CompletableFuture.completedStage("spare"), null))
                .build();

        assertThat(payments.payLater().toCompletableFuture()).isCompletedWithValue("paid");

        assertThat(recorder.events()).containsExactly("success");
    }
}
