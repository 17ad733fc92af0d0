package io.breakers.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import io.breakers.tools.BothEngines;
import io.breakers.tools.LoopbackServer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

/**
 * What a client that a library made from an interface is owed, whatever its methods return: run against a real server
 * that fails.
 *
 * @param <S> the interface, with a method that reads an order and one that places it
 */
@ParameterizedClass
@BothEngines
abstract class HttpClientContract<S> {
    static final Duration WAIT = Duration.ofSeconds(60);
    static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;

    @Parameter
    private ProxyEngine engine;

    final LoopbackServer server = new LoopbackServer();
    final ManualTicker ticker = new ManualTicker();
    final RecordingListener heard = new RecordingListener();

    /** The interface. */
    abstract Class<S> type();

    /** The library's own client. */
    abstract S client();

    /** A client that needs no server, and answers {@code offline} and the number of the order. */
    abstract S offline();

    /** Says which outcomes are failures: no server, or one that answers with a status of 500 or more. */
    abstract void failOnOutage(BreakerConfigBuilder config);

    /** Waits for the answer; what stands for an outcome of another kind is thrown. */
    abstract String order(S shop, String id) throws Throwable;

    abstract String place(S shop, String id, boolean express, String tenant, String goods) throws Throwable;

    ProtectionBuilder<S> builder(S target) {
        BreakerConfigBuilder config = BreakerConfig.builder()
                .failureThreshold(3)
                .openFor(WAIT)
                .ticker(ticker)
                .listener(heard);
        failOnOutage(config);
        return Breakers.builder(type(), target).engine(engine).config(config.build());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    final void fail(S shop, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(catchThrowable(() -> order(shop, "7"))).isNotNull().isNotInstanceOf(CallRejectedException.class);
        }
    }

    private void beRejected(S shop, String reason) {
        Throwable rejection = catchThrowable(() -> order(shop, "7"));
        assertThat(rejection)
                .isExactlyInstanceOf(CallRejectedException.class)
                .hasMessage(type().getSimpleName() + ".order is OPEN: " + reason + "; last failure "
                        + last(heard.throwables()) + "; retry after 60.0 s");
    }

    /** The last of them, and what is behind it. */
    private static String last(List<Throwable> throwables) {
        Throwable last = throwables.get(throwables.size() - 1);
        Throwable innermost = last;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost == last ? last.toString() : last + ", caused by " + innermost;
    }

    @Test
    void anOutageTripsAndTheServerIsAskedNoMoreUntilTheWaitIsOver() throws Throwable {
        S shop = builder(client()).build();
        server.answersWith(UNAVAILABLE);
        fail(shop, 3);
        beRejected(shop, "3 consecutive failures");
        beRejected(shop, "3 consecutive failures");
        server.answersWith(200);
        ticker.advance(WAIT.minusNanos(1));
        assertThat(catchThrowable(() -> order(shop, "7"))).isExactlyInstanceOf(CallRejectedException.class);
        assertThat(server.requests()).hasSize(3);

        ticker.advanceNanos(1);
        for (int i = 0; i < 3; i++) {
            assertThat(order(shop, "7")).isEqualTo("done GET /orders/7");
        }
        assertThat(server.requests()).hasSize(6);
        assertThat(heard.events())
                .containsExactly(
                        "failure",
                        "failure",
                        "failure",
                        "CLOSED->OPEN",
                        "rejected OPEN",
                        "rejected OPEN",
                        "rejected OPEN",
                        "OPEN->HALF_OPEN",
                        "success",
                        "success",
                        "HALF_OPEN->CLOSED",
                        "success");
    }

    @Test
    void aServerThatIsStillDownAtTheEndOfTheWaitGetsOneProbe() {
        S shop = builder(client()).build();
        server.answersWith(UNAVAILABLE);
        fail(shop, 3);
        ticker.advance(WAIT);
        fail(shop, 1);
        beRejected(shop, "a probe failed");

        assertThat(server.requests()).hasSize(4);
        assertThat(heard.events())
                .containsExactly(
                        "failure",
                        "failure",
                        "failure",
                        "CLOSED->OPEN",
                        "OPEN->HALF_OPEN",
                        "failure",
                        "HALF_OPEN->OPEN",
                        "rejected OPEN");
    }

    @Test
    void aFallbackAnswersFailuresAndRejections() throws Throwable {
        S shop = builder(client()).fallback(offline()).build();
        server.answersWith(UNAVAILABLE);
        for (int i = 0; i < 5; i++) {
            assertThat(order(shop, "7")).isEqualTo("offline 7");
        }
        assertThat(server.requests()).hasSize(3);

        server.answersWith(200);
        ticker.advance(WAIT);
        assertThat(order(shop, "7")).isEqualTo("done GET /orders/7");
        assertThat(heard.events())
                .containsExactly(
                        "failure",
                        "fallback",
                        "failure",
                        "fallback",
                        "failure",
                        "CLOSED->OPEN",
                        "fallback",
                        "rejected OPEN",
                        "fallback",
                        "rejected OPEN",
                        "fallback",
                        "OPEN->HALF_OPEN",
                        "success");
    }

    @Test
    void aServerThatIsGoneTrips() {
        S shop = builder(client()).build();
        server.close();
        fail(shop, 3);
        beRejected(shop, "3 consecutive failures");
    }

    @Test
    void whatTheServerHasNotGotIsAnAnswer() {
        S shop = builder(client()).build();
        server.answersWith(NOT_FOUND);
        fail(shop, 5);

        assertThat(server.requests()).hasSize(5);
        assertThat(heard.events()).isEqualTo(Collections.nCopies(5, "success"));
    }

    @Test
    void methodsOfOneClientFailApart() throws Throwable {
        S shop = builder(client()).build();
        server.answersWith(UNAVAILABLE);
        fail(shop, 3);
        server.answersWith(200);

        beRejected(shop, "3 consecutive failures");
        assertThat(place(shop, "8", false, "acme", "a pear")).isEqualTo("done POST /orders/8?express=false");
    }

    @Test
    void pathQueryHeaderAndBodyArriveAsWithoutBreakers() throws Throwable {
        S client = client();
        S shop = builder(client).build();
        String direct = place(client, "7", true, "acme", "3 äpples & more");
        String guarded = place(shop, "7", true, "acme", "3 äpples & more");

        assertThat(guarded).isEqualTo(direct).isEqualTo("done POST /orders/7?express=true");
        String request = "POST /orders/7?express=true from acme: 3 äpples & more";
        assertThat(server.requests()).isEqualTo(List.of(request, request));
    }
}
