package io.breakers.adapters;

import static io.breakers.adapters.Kind.Trait.EAGER;
import static io.breakers.adapters.Kind.Trait.KNOWS_ITS_CALLER;
import static io.breakers.adapters.Kind.Trait.NULL_IS_A_VALUE;
import static io.breakers.adapters.Kind.Trait.VALUED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import retrofit2.Response;

/** The same stories for every return type that has an adapter, with both engines (S33 to S35a). */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("io.breakers.adapters.Kinds#withBothEngines")
class AdapterContractTest extends AdapterSetting {
    private static final IllegalStateException WORSE = new IllegalStateException("worse");

    @Test
    void aCallSucceedsWhenItsResultIsThereAndLastsUntilThen() {
        Source pending = script.thenPending();
        Object client = builder().build();
        Received received = ask(client);
        assertThat(heard.events()).isEmpty();
        assertThat(breaker(client).stats().inFlight()).isOne();

        ticker.advance(Duration.ofSeconds(2));
        pending.succeeds(Kind.VALUE);
        assertThat(received.signals()).isEqualTo(kind.success());
        assertThat(heard.events()).containsExactly("success");
        assertThat(heard.times()).containsExactly(Duration.ofSeconds(2));
        assertThat(breaker(client).stats().inFlight()).isZero();
    }

    @Test
    void aResultThatIsThereAtOnceIsASuccess() {
        script.thenSucceeds();
        assertThat(ask(builder().build()).signals()).isEqualTo(kind.success());
        assertThat(script.asked()).containsExactly("argument");
        assertThat(heard.events()).containsExactly("success");
    }

    @Test
    void aFailureTripsAndTheNextCallIsRejectedByASignal() {
        script.thenFails(DOWN);
        Object client = builder().build();

        assertThat(ask(client).signals()).containsExactly(DOWN);
        assertThat(ask(client).signals()).singleElement().isInstanceOf(CallRejectedException.class);
        assertThat(script.asked()).hasSize(1);
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "rejected OPEN");
        assertThat(heard.throwables()).containsExactly(DOWN);
    }

    @Test
    void aFailureThatComesLaterIsThatOfTheCall() {
        Source pending = script.thenPending();
        Received received = ask(builder().build());
        ticker.advance(Duration.ofSeconds(3));
        pending.fails(DOWN);

        assertThat(received.signals()).containsExactly(DOWN);
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
        assertThat(heard.times()).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void theOutcomeIsCountedBeforeTheCallerHears() {
        Source pending = script.thenPending();
        Object client = builder().build();
        var seen = new ArrayList<BreakerState>();
        kind.call(client, "argument")
                .by(new Received().whenOver(() -> seen.add(breaker(client).state())));
        pending.fails(DOWN);

        assertThat(seen).containsExactly(BreakerState.OPEN);
    }

    @Test
    void anIgnoredFailureIsPassedOnAndDecidesNothing() {
        script.thenFails(DOWN);
        Object client = builder(config().ignore(Down.class).build())
                .fallback(kind.client(spare))
                .build();

        assertThat(ask(client).signals()).containsExactly(DOWN);
        assertThat(heard.events()).containsExactly("ignored");
    }

    @Test
    void aResultThatCountsAsAFailureIsAnsweredByTheFallback() {
        assumeTrue(kind.is(VALUED));
        script.then(new Source().succeeds("bad"));
        spare.thenSucceeds();
        Object client = builder(
                        config().failOnResult(AdapterContractTest::isBad).build())
                .fallback(kind.client(spare))
                .build();

        assertThat(ask(client).signals()).isEqualTo(kind.success());
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback");
    }

    private static boolean isBad(Object result) {
        return "bad".equals(result instanceof Response<?> response ? response.body() : result);
    }

    @Test
    void aRejectionIsWhatRejectAsMakesOfIt() {
        Object client = builder(config().rejectAs(Down.class, rejection -> DOWN).build())
                .build();
        breaker(client).forceOpen();

        assertThat(ask(client).signals()).containsExactly(DOWN);
        assertThat(script.asked()).isEmpty();
    }

    @Test
    void aFallbackAnswersFailuresAndRejections() {
        script.thenFails(DOWN);
        spare.thenSucceeds().thenSucceeds();
        Object client = withFallback().build();

        assertThat(ask(client).signals()).isEqualTo(kind.success());
        assertThat(ask(client).signals()).isEqualTo(kind.success());
        assertThat(spare.asked()).containsExactly("argument", "argument");
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback", "rejected OPEN", "fallback");
    }

    @Test
    void aFallbackAnswersWhatFailsAndIsAnsweredLater() {
        Source pending = script.thenPending();
        Source answer = spare.thenPending();
        Received received = ask(withFallback().build());
        pending.fails(DOWN);
        assertThat(received.signals()).isEmpty();
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");

        answer.succeeds(Kind.VALUE);
        assertThat(received.signals()).isEqualTo(kind.success());
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback");
    }

    @Test
    void aFunctionAnswersWithTheArgumentsAndTheCause() {
        script.thenFails(DOWN);
        var asked = new ArrayList<Object>();
        Object client = builder()
                .fallback("get(String)", (arguments, cause) -> {
                    asked.addAll(arguments);
                    asked.add(cause);
                    return kind.answer();
                })
                .build();

        assertThat(ask(client).signals()).isEqualTo(kind.success());
        assertThat(asked).containsExactly("argument", DOWN);
    }

    @Test
    void aFallbackThatFailsKeepsItsOwnFailure() {
        var worse = new IllegalStateException("worse");
        script.thenFails(DOWN);
        spare.thenFails(worse);

        assertThat(ask(withFallback().build()).signals()).singleElement().satisfies(failure -> {
            assertThat(failure).isInstanceOf(IllegalStateException.class);
            assertThat(((Throwable) failure).getSuppressed()).containsExactly(DOWN);
        });
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback failed");
    }

    @Test
    void aFallbackThatThrowsIsASignalToo() {
        var worse = new IllegalStateException("worse");
        script.thenFails(DOWN);
        spare.thenThrows(worse);

        assertThat(ask(withFallback().build()).signals()).containsExactly(worse);
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback failed");
    }

    @Test
    void aCallerThatCancelsCancelsTheTargetAndDecidesNothing() {
        Source pending = script.thenPending();
        Object client = withFallback().build();
        ask(client).cancel();

        assertThat(pending.isCancelled()).isTrue();
        assertThat(heard.events()).containsExactly("cancelled");
        assertThat(breaker(client).stats().inFlight()).isZero();
    }

    @Test
    void aCancellationCanCountAsAFailure() {
        script.thenPending();
        Object client = builder(config().failOnCancellation().build()).build();
        ask(client).cancel();

        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
    }

    @Test
    void aCallerThatCancelsTheFallbackCancelsItAndItIsNeitherAnAnswerNorAFailure() {
        script.thenFails(DOWN);
        Source pending = spare.thenPending();
        spare.thenSucceeds();
        Object client = builder(config().maxConcurrentFallbacks(1).build())
                .fallback(kind.client(spare))
                .build();
        ask(client).cancel();

        assertThat(pending.isCancelled()).isTrue();
        assertThat(ask(client).signals()).isEqualTo(kind.success());
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "rejected OPEN", "fallback");
    }

    @Test
    void aTargetThatIsCancelledDecidesNothingUnlessItsCallerStillWaits() {
        script.thenFails(new CancellationException("inside"));
        Received received = ask(builder().build());

        assertThat(received.signals()).singleElement().isInstanceOf(CancellationException.class);
        assertThat(heard.events())
                .isEqualTo(kind.is(KNOWS_ITS_CALLER) ? List.of("failure", "CLOSED->OPEN") : List.of("cancelled"));
    }

    @Test
    void aMethodThatThrowsHasFailed() {
        script.thenThrows(WORSE);
        Object client = builder().build();
        if (kind.is(EAGER)) {
            assertThat(catchThrowable(() -> ask(client))).isSameAs(WORSE);
        } else {
            assertThat(ask(client).signals()).containsExactly(WORSE);
        }
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
    }

    @Test
    void aMethodThatThrowsIsAnswered() {
        script.thenThrows(WORSE);
        spare.thenSucceeds();

        assertThat(ask(withFallback().build()).signals()).isEqualTo(kind.success());
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback");
    }

    @Test
    void aMethodThatReturnsNothingHasFailed() {
        assumeFalse(kind.is(NULL_IS_A_VALUE));
        script.thenNothing();
        Object client = builder().build();
        if (kind.is(EAGER)) {
            kind.call(client, "argument");
        } else {
            assertThat(ask(client).signals()).singleElement().isInstanceOf(NullPointerException.class);
        }
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
    }

    @Test
    void nothingHappensBeforeTheResultIsUsedAndEachUseIsACall() {
        assumeFalse(kind.is(EAGER));
        script.thenSucceeds().thenSucceeds();
        Object client = builder().build();
        Kind.Use use = kind.call(client, "argument");
        assertThat(script.asked()).isEmpty();
        assertThat(breaker(client).stats().calls()).isZero();

        var first = new Received();
        var second = new Received();
        use.by(first);
        use.by(second);
        assertThat(first.signals()).isEqualTo(kind.success());
        assertThat(second.signals()).isEqualTo(kind.success());
        assertThat(script.asked()).containsExactly("argument", "argument");
        assertThat(heard.events()).containsExactly("success", "success");
    }

    @Test
    void aProbeTakesTheOnlyPlaceUntilItEnds() {
        script.thenFails(DOWN);
        Object client = builder().build();
        ask(client);
        ticker.advance(OPEN_FOR);
        Source probe = script.thenPending();
        Received received = ask(client);

        assertThat(breaker(client).state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(ask(client).signals()).singleElement().isInstanceOf(CallRejectedException.class);
        probe.succeeds(Kind.VALUE);
        assertThat(received.signals()).isEqualTo(kind.success());
        assertThat(breaker(client).state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aCancelledProbeGivesItsPlaceBack() {
        script.thenFails(DOWN);
        Object client = builder().build();
        ask(client);
        ticker.advance(OPEN_FOR);
        script.thenPending();
        ask(client).cancel();
        script.thenSucceeds();

        assertThat(ask(client).signals()).isEqualTo(kind.success());
        assertThat(breaker(client).state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aProbeThatOutlivesItsLeaseHasFailedAndItsEndDecidesNothing() {
        script.thenFails(DOWN);
        Object client =
                builder(config().probeLease(Duration.ofSeconds(5)).build()).build();
        ask(client);
        ticker.advance(OPEN_FOR);
        Source hanging = script.thenPending();
        ask(client);
        ticker.advance(Duration.ofSeconds(5));
        assertThat(ask(client).signals()).singleElement().isInstanceOf(CallRejectedException.class);

        hanging.succeeds(Kind.VALUE);
        assertThat(breaker(client).state()).isEqualTo(BreakerState.OPEN);
        assertThat(breaker(client).stats().inFlight()).isZero();
        ticker.advance(OPEN_FOR);
        script.thenSucceeds();
        assertThat(ask(client).signals()).isEqualTo(kind.success());
        assertThat(breaker(client).state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aServiceGoesThroughAnOutage() {
        Object client = builder().build();
        script.thenSucceeds().thenFails(DOWN).thenFails(DOWN).thenSucceeds().thenSucceeds();
        ask(client);
        ask(client);
        ask(client);
        ticker.advance(OPEN_FOR);
        ask(client);
        ask(client);
        ticker.advance(OPEN_FOR);
        ask(client);
        ask(client);

        assertThat(heard.events())
                .containsExactly(
                        "success",
                        "failure",
                        "CLOSED->OPEN",
                        "rejected OPEN",
                        "OPEN->HALF_OPEN",
                        "failure",
                        "HALF_OPEN->OPEN",
                        "rejected OPEN",
                        "OPEN->HALF_OPEN",
                        "success",
                        "HALF_OPEN->CLOSED",
                        "success");
        Breaker breaker = breaker(client);
        assertThat(breaker.stats().calls()).isEqualTo(7);
        assertThat(breaker.stats().inFlight()).isZero();
    }
}
