package io.breakers.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What is special about types with elements (S35a), with both engines. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("io.breakers.adapters.Kinds#streams")
class StreamContractTest extends AdapterSetting {
    @Test
    void aStreamWithoutElementsSucceeds() {
        script.then(new Source().ends());
        assertThat(ask(builder().build()).signals()).containsExactly("over");
        assertThat(heard.events()).containsExactly("success");
    }

    @Test
    void aStreamLastsUntilItsEnd() {
        Source pending = script.thenPending();
        Received received = ask(builder().build());
        pending.sends("1");
        ticker.advance(Duration.ofSeconds(1));
        pending.sends("2");
        ticker.advance(Duration.ofSeconds(1));
        assertThat(heard.events()).isEmpty();

        pending.ends();
        assertThat(received.signals()).containsExactly("1", "2", "over");
        assertThat(heard.times()).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void aStreamThatIsCancelledAfterAnElementHasSucceededAndTookUntilThen() {
        Source pending = script.thenPending();
        Received received = ask(builder(config().failOnCancellation().build()).build());
        ticker.advance(Duration.ofSeconds(1));
        pending.sends("1");
        ticker.advance(Duration.ofSeconds(4));
        received.cancel();

        assertThat(pending.isCancelled()).isTrue();
        assertThat(heard.events()).containsExactly("success");
        assertThat(heard.times()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void aFailureAfterElementsIsAFailureWithoutAFallback() {
        Source pending = script.thenPending();
        Received received = ask(builder(config().maxConcurrentFallbacks(1).build())
                .fallback(kind.client(spare))
                .build());
        pending.sends("1").fails(DOWN);

        assertThat(received.signals()).containsExactly("1", DOWN);
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
    }

    @Test
    void aProbeHasAnsweredWithItsFirstElement() {
        script.thenFails(DOWN);
        Object client = builder().build();
        ask(client);
        ticker.advance(OPEN_FOR);
        Source probe = script.thenPending();
        ask(client);
        assertThat(breaker(client).state()).isEqualTo(BreakerState.HALF_OPEN);

        probe.sends("1");
        assertThat(breaker(client).state()).isEqualTo(BreakerState.CLOSED);
        probe.fails(DOWN);
        assertThat(breaker(client).state()).isEqualTo(BreakerState.CLOSED);
        assertThat(heard.events())
                .containsExactly("failure", "CLOSED->OPEN", "OPEN->HALF_OPEN", "success", "HALF_OPEN->CLOSED");
    }

    @Test
    void aStreamWhoseEndIsAFailureIsAnsweredIfItWasEmpty() {
        script.then(new Source().ends());
        spare.thenSucceeds();
        Object client = builder(config().failOnResult(result -> result == null).build())
                .fallback(kind.client(spare))
                .build();

        assertThat(ask(client).signals()).isEqualTo(kind.success());
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback");
    }

    @Test
    void aFallbackThatIsCutShortHasAnswered() {
        script.thenFails(DOWN);
        Source pending = spare.thenPending();
        Received received = ask(withFallback().build());
        pending.sends("1");
        received.cancel();

        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback");
    }
}
