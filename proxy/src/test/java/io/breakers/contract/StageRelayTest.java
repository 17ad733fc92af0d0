package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** S35: what becomes of the caller's stage, and the fallback's (group E of what went wrong elsewhere). */
class StageRelayTest extends StageSetting {
    @Test
    void e8_cancellingWhatTheCallerGotCancelsTheSource() throws IOException {
        CompletableFuture<String> source = pending();
        Client client = builder().fallback(new Stub()).build();
        CompletableFuture<String> given = client.stage("x").toCompletableFuture();
        assertThat(given).isNotSameAs(source);
        given.cancel(true);
        assertThat(source).isCancelled();
        source.complete("late");
        assertThat(heard.events()).containsExactly("cancelled");
        assertThat(breaker(client, "stage").stats().inFlight()).isZero();
    }

    @Test
    void aTimeOutThatTheCallerSetsIsAFailureAndCancelsTheSource() throws IOException {
        CompletableFuture<String> source = pending();
        Client client = builder().fallback(new Stub()).build();
        CompletableFuture<String> given = client.stage("x").toCompletableFuture();

        given.completeExceptionally(new TimeoutException("as orTimeout does"));

        assertThat(source).isCancelled();
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
        assertThat(breaker(client, "stage").stats().inFlight()).isZero();
    }

    @Test
    void aCallerThatGivesTheAnswerItselfHasGivenUpOnTheTarget() throws IOException {
        CompletableFuture<String> source = pending();
        Client client = builder().fallback(new Stub()).build();

        client.stage("x").toCompletableFuture().complete("known");

        assertThat(source).isCancelled();
        assertThat(heard.events()).containsExactly("cancelled");
    }

    @Test
    void aTimeOutThatTheCallerSetsEndsTheFallbackToo() throws IOException {
        CompletableFuture<String> source = pending();
        var spare = new Stub();
        var slow = new CompletableFuture<String>();
        spare.next = slow;
        Client client = builder().fallback(spare).build();
        CompletableFuture<String> given = client.stage("x").toCompletableFuture();
        source.completeExceptionally(DOWN);

        given.completeExceptionally(new TimeoutException("as orTimeout does"));

        assertThat(slow).isCancelled();
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback failed");
    }

    @Test
    void e9_cancellationIsNoFailureUnlessASettingSaysSo() throws IOException {
        CompletableFuture<String> source = pending();
        builder().build().stage("x");
        source.thenApply(value -> value);
        source.cancel(true);
        assertThat(heard.events()).containsExactly("cancelled");

        stub.next = CompletableFuture.failedStage(new CompletionException(new CancellationException()));
        builder().config(config().failOnCancellation().build()).build().stage("x");
        assertThat(heard.events()).containsExactly("cancelled", "failure", "CLOSED->OPEN");
    }

    @Test
    void e10_failuresKeepTheShapeThatTheSourceGaveThem() throws IOException {
        Client client = builder()
                .config(config().failureThreshold(100).build())
                .fallback(new Stub() {
                    @Override
                    public CompletionStage<String> stage(String argument) {
                        throw new AssertionError("not asked");
                    }
                })
                .config(config().ignore(IOException.class).build())
                .build();
        var source = pending();
        CompletableFuture<String> given = client.stage("x").toCompletableFuture();
        source.completeExceptionally(DOWN);
        assertThat(given).isCompletedExceptionally();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(given::get)
                .withCause(DOWN);
        var seen = new ArrayList<Throwable>();
        given.whenComplete((value, failure) -> seen.add(failure));
        assertThat(seen).containsExactly(DOWN);
    }

    @Test
    void e11_aStageThatCompletesTwiceCountsOnce() throws IOException {
        stub.next = new Twice();
        Client client = builder().build();
        client.stage("x");
        assertThat(heard.events()).containsExactly("success");
        assertThat(breaker(client, "stage").stats().inFlight()).isZero();
    }

    /** Tells everybody twice: a value, then a failure. */
    private static final class Twice extends CompletableFuture<String> {
        @Override
        public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
            action.accept("first", null);
            action.accept(null, DOWN);
            return this;
        }
    }

    @Test
    void aStageThatCannotBeObservedIsAFailureAndIsHandedOn() throws IOException {
        var broken = new CompletableFuture<String>() {
            @Override
            public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
                throw new UnsupportedOperationException("no callbacks");
            }
        };
        stub.next = broken;
        Client client = builder().build();
        assertThat(client.stage("x")).isSameAs(broken);
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
    }

    @Test
    void e12_dependentsRunOnTheThreadThatCompletesTheSource() throws Exception {
        CompletableFuture<String> source = pending();
        Client client = builder().fallback(new Stub()).build();
        var threads = new ArrayList<Thread>();
        client.stage("x").thenRun(() -> threads.add(Thread.currentThread()));
        var completer = new Thread(() -> source.complete("done"));
        completer.start();
        completer.join();
        assertThat(threads).containsExactly(completer);
    }

    @Test
    void e13_nothingIsKeptAfterCompletion() throws IOException {
        CompletableFuture<String> source = pending();
        Client client = builder().fallback(new Stub()).build();
        var argument = new WeakReference<>(new String("a secret"));
        CompletionStage<String> given = client.stage(argument.get());
        stub.arguments.clear();
        source.complete("done");
        for (int i = 0; i < 100 && argument.get() != null; i++) {
            System.gc();
        }
        assertThat(argument.get()).isNull();
        assertThat(given.toCompletableFuture()).isCompletedWithValue("done");
    }

    @Test
    void e14_aFallbackGetsTheUnwrappedCauseAndItsStageAnswers() throws IOException {
        var spare = new Stub();
        spare.next = CompletableFuture.completedFuture("spare");
        var causes = new ArrayList<Throwable>();
        Client client = builder()
                .fallbackFactory(cause -> {
                    causes.add(cause);
                    return spare;
                })
                .build();
        stub.next = CompletableFuture.failedFuture(new CompletionException(new ExecutionException(DOWN)));
        assertThat(client.stage("x")).isCompletedWithValue("spare");
        assertThat(client.stage("y")).isCompletedWithValue("spare");
        assertThat(spare.arguments).containsExactly("x", "y");
        assertThat(causes.get(0)).isSameAs(DOWN);
        assertThat(causes.get(1)).isExactlyInstanceOf(CallRejectedException.class);
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback", "rejected OPEN", "fallback");
    }

    @Test
    void e14_aFallbackMayFailInEveryWayAndTheCallerGetsAFailedStage() throws IOException {
        var worse = new IllegalStateException("worse");
        var throwing = new Stub() {
            @Override
            public CompletionStage<String> stage(String argument) {
                throw worse;
            }
        };
        var failing = new Stub();
        failing.next = CompletableFuture.failedFuture(worse);
        var missing = new Stub();
        missing.next = null;
        for (Stub spare : List.of(throwing, failing, missing)) {
            stub.next = CompletableFuture.failedFuture(DOWN);
            CompletableFuture<String> given =
                    builder().fallback(spare).build().stage("x").toCompletableFuture();
            assertThat(given).isCompletedExceptionally();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(given::get)
                    .satisfies(thrown -> {
                        Throwable cause = thrown.getCause();
                        assertThat(spare == missing ? cause instanceof NullPointerException : cause == worse)
                                .isTrue();
                        assertThat(cause.getSuppressed()).contains(DOWN);
                    });
        }
        assertThat(heard.events())
                .containsExactly(
                        "failure",
                        "CLOSED->OPEN",
                        "fallback failed",
                        "failure",
                        "CLOSED->OPEN",
                        "fallback failed",
                        "failure",
                        "CLOSED->OPEN",
                        "fallback failed");
    }

    @Test
    void aProbeWhoseStageNeverCompletesRunsIntoItsLease() throws IOException {
        Client client = builder()
                .config(config().probeLease(Duration.ofSeconds(30)).build())
                .build();
        stub.next = CompletableFuture.failedFuture(DOWN);
        client.stage("x");
        ticker.advance(Duration.ofSeconds(10));
        CompletableFuture<String> hanging = pending();
        client.stage("probe");
        assertThat(breaker(client, "stage").state()).isEqualTo(BreakerState.HALF_OPEN);
        ticker.advance(Duration.ofSeconds(30));
        assertThat(breaker(client, "stage").state()).isEqualTo(BreakerState.OPEN);
        hanging.complete("late");
        assertThat(breaker(client, "stage").state()).isEqualTo(BreakerState.OPEN);
        assertThat(breaker(client, "stage").stats().successes()).isEqualTo(1);
    }

    @Test
    void e3_theCallersStageCompletesWhateverTheHooksThrow() throws IOException {
        CompletableFuture<String> source = pending();
        Client client = builder()
                .config(config().ignoreWhen(thrown -> {
                            throw new IllegalStateException("predicate");
                        })
                        .build())
                .fallback(new Stub())
                .build();
        CompletableFuture<String> given = client.stage("x").toCompletableFuture();
        source.completeExceptionally(DOWN);

        assertThat(given).isCompletedExceptionally();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(given::get)
                .withCause(DOWN);
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
    }

    @Test
    void e15_cancellingEndsTheCallOnceThoughTheWorkMayGoOn() throws IOException {
        CompletableFuture<String> source = pending();
        Client client = builder().fallback(new Stub()).build();
        client.stage("x").toCompletableFuture().cancel(true);
        assertThat(breaker(client, "stage").stats().inFlight()).isZero();
        source.obtrudeValue("the work went on");

        assertThat(heard.events()).containsExactly("cancelled");
        assertThat(breaker(client, "stage").stats().calls()).isEqualTo(1);
    }

    /** Also one that looks like a wrapper. */
    @Test
    void aFailureWhoseCauseCannotBeAskedForEndsTheCallAndReachesTheCaller() throws IOException {
        for (Throwable failure : List.of(new Secretive(), new SecretiveWrapper())) {
            CompletableFuture<String> source = pending();
            Client client = builder().build();
            CompletableFuture<String> given = client.stage("x").toCompletableFuture();

            source.completeExceptionally(failure);

            assertThat(given).isCompletedExceptionally();
            assertThat(breaker(client, "stage").stats().failures()).isEqualTo(1);
            assertThat(breaker(client, "stage").stats().inFlight()).isZero();
        }
    }

    @SuppressWarnings("serial")
    private static final class Secretive extends IllegalStateException {
        @Override
        public synchronized Throwable getCause() {
            throw new UnsupportedOperationException("secret");
        }
    }

    @SuppressWarnings("serial")
    private static final class SecretiveWrapper extends CompletionException {
        SecretiveWrapper() {
            super("wrapper", null);
        }

        @Override
        public synchronized Throwable getCause() {
            throw new UnsupportedOperationException("secret");
        }
    }
}
