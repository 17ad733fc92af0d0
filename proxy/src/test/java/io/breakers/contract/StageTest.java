package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.proxy.Breakers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * S33, S34 and S36: when the outcome of a stage is known, and what a rejection looks like (group E of what went wrong
 * elsewhere).
 */
class StageTest extends StageSetting {
    @Test
    void theCallEndsWhenTheStageCompletesAndTheTimeRunsUntilThen() {
        CompletableFuture<String> source = pending();
        Client client = builder().build();
        CompletableFuture<String> given = client.future("x");
        ticker.advance(Duration.ofSeconds(3));
        assertThat(given).isNotDone();
        assertThat(breaker(client, "future").stats().inFlight()).isEqualTo(1);
        source.complete("done");

        assertThat(breaker(client, "future").stats().inFlight()).isZero();
        assertThat(breaker(client, "future").stats().successTime()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void theTimeRunsUntilTheStageCompletesWhereAFallbackMayAnswerToo() {
        CompletableFuture<String> source = pending();
        Client client = builder().fallback(new Stub()).build();
        client.future("x");
        ticker.advance(Duration.ofSeconds(3));
        source.complete("done");

        assertThat(breaker(client, "future").stats().successTime()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aSlowStageIsASlowCall() {
        CompletableFuture<String> source = pending();
        Client client = builder()
                .config(config().tripWhen(TripRule.slowCallRate(1, Duration.ofSeconds(2), Window.ofCalls(1)))
                        .build())
                .build();
        client.future("x");
        ticker.advance(Duration.ofSeconds(2));
        source.complete("slow");
        assertThat(breaker(client, "future").state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void e1_aVoidCompletionIsASuccess() {
        assertThat(builder().build().nothing()).isCompleted();
        assertThat(heard.events()).containsExactly("success");
    }

    @Test
    void e2_stagesThatCompletedBeforehandAreRecordedOnce() throws IOException {
        Client client = builder().build();
        stub.next = CompletableFuture.completedFuture("x");
        client.stage("a");
        stub.next = CompletableFuture.completedStage("x");
        client.stage("b");
        stub.next = CompletableFuture.failedStage(DOWN);
        client.stage("c");
        assertThat(heard.events()).containsExactly("success", "success", "failure", "CLOSED->OPEN");
    }

    @Test
    void e4_aRejectionIsAFailedStageAndNotAThrow() throws IOException {
        Client client = builder().build();
        breaker(client, "stage").forceOpen();
        CompletionStage<String> rejected = client.stage("x");
        assertThat(rejected.toCompletableFuture()).isCompletedExceptionally();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> rejected.toCompletableFuture().join())
                .havingCause()
                .isExactlyInstanceOf(CallRejectedException.class);
        assertThat(stub.arguments).isEmpty();
    }

    @Test
    void e4_aRejectionThatNoFallbackAnswersIsAFailedStageToo() throws IOException {
        Client client = builder()
                .config(config().fallbackOn(cause -> false).build())
                .fallback(new Stub())
                .build();
        breaker(client, "stage").forceOpen();
        CompletionStage<String> rejected = client.stage("x");
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> rejected.toCompletableFuture().join())
                .havingCause()
                .isExactlyInstanceOf(CallRejectedException.class);
        assertThat(stub.arguments).isEmpty();
    }

    @Test
    void e4_aSynchronousThrowStaysAThrow() {
        Client client = Breakers.builder(Client.class, (Client) new Stub() {
                    @Override
                    public CompletionStage<String> stage(String argument) throws IOException {
                        throw DOWN;
                    }
                })
                .engine(engine)
                .config(config().build())
                .build();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> client.stage("x"))
                .isSameAs(DOWN);
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
    }

    @Test
    void e5_nullInsteadOfAStageIsAFailureAndStaysNull() throws IOException {
        stub.next = null;
        Client client = builder().fallback(new Stub()).build();
        assertThat(client.stage("x")).isNull();
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
    }

    @Test
    void e6_minimalStagesAreObserved() throws IOException {
        stub.next = CompletableFuture.completedStage("minimal");
        Client client = builder().fallback(new Stub()).build();
        var values = new ArrayList<String>();
        client.stage("x").thenAccept(values::add);
        assertThat(values).containsExactly("minimal");
        var source = new CompletableFuture<String>();
        stub.next = source.minimalCompletionStage();
        client.stage("y").toCompletableFuture().cancel(true);
        assertThat(heard.events()).containsExactly("success", "cancelled");
    }

    @Test
    void e7_aNarrowerTypeIsHandedOnAndItsRejectionIsAThrow() {
        Client client = builder().fallback(new Stub() {}).noFallback("own").build();
        assertThat(client.own()).isSameAs(stub.own);
        stub.own.completeExceptionally(DOWN);
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(client::own);
    }
}
