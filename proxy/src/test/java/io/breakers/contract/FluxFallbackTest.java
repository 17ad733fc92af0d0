package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.testing.RecordingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** How a flux can fail, and who answers then. The adapter is the same for both proxy engines. */
class FluxFallbackTest {
    interface Catalogue {
        Flux<String> titles();
    }

    private static final IllegalStateException DOWN = new IllegalStateException("down");
    private static final Catalogue SPARE = () -> Flux.just("unknown");
    private static final Catalogue THROWING = () -> {
        throw DOWN;
    };

    private final RecordingListener heard = new RecordingListener();
    private final List<Object> received = new ArrayList<>();

    private Catalogue protect(
            Catalogue target, @Nullable Catalogue fallback, UnaryOperator<BreakerConfigBuilder> settings) {
        var builder = Breakers.builder(Catalogue.class, target)
                .config(settings.apply(BreakerConfig.builder().failureThreshold(1))
                        .listener(heard)
                        .build());
        return (fallback == null ? builder : builder.fallback(fallback)).build();
    }

    private Catalogue protect(Catalogue target, @Nullable Catalogue fallback) {
        return protect(target, fallback, config -> config);
    }

    /** Subscribes; everything here ends at once. */
    private void subscribe(Catalogue catalogue) {
        catalogue.titles().subscribe(received::add, received::add, () -> received.add("over"));
    }

    @Test
    void aFluxThatFailsBeforeItBeginsIsAnswered() {
        subscribe(protect(() -> Flux.error(DOWN), SPARE));

        assertThat(received).containsExactly("unknown", "over");
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback");
    }

    @Test
    void withoutAFallbackItsFailureIsPassedOn() {
        subscribe(protect(() -> Flux.error(DOWN), null));

        assertThat(received).containsExactly(DOWN);
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
    }

    @Test
    void aTargetThatThrowsIsAnswered() {
        subscribe(protect(THROWING, SPARE));

        assertThat(received).containsExactly("unknown", "over");
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback");
    }

    @Test
    void withoutAFallbackWhatItThrowsIsPassedOn() {
        subscribe(protect(THROWING, null));

        assertThat(received).containsExactly(DOWN);
    }

    @Test
    void noFluxIsAFailure() {
        subscribe(protect(() -> null, null));

        assertThat(received)
                .singleElement()
                .hasToString("java.lang.NullPointerException: the method returned null instead of a Flux");
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
    }

    @Test
    void aRejectionIsAnErrorSignal() {
        Catalogue catalogue = protect(SPARE, null);
        Breakers.inspect(catalogue).breaker("titles").forceOpen();
        subscribe(catalogue);

        assertThat(received).singleElement().isInstanceOf(CallRejectedException.class);
    }

    @Test
    void aFluxThatHasBegunGivesTheFallbacksPlaceBack() {
        Catalogue catalogue = protect(
                () -> Flux.concat(Flux.just("Moby-Dick"), Flux.error(DOWN)),
                SPARE,
                config -> config.maxConcurrentFallbacks(1));
        subscribe(catalogue);
        subscribe(catalogue);

        assertThat(received).containsExactly("Moby-Dick", DOWN, "unknown", "over");
    }

    @Test
    void aFluxWhoseCompletionIsAFailureIsNotAnsweredAndGivesTheFallbacksPlaceBack() {
        Catalogue catalogue = protect(
                () -> Flux.just("Moby-Dick"),
                SPARE,
                config -> config.failOnResult(Objects::isNull).maxConcurrentFallbacks(1));
        subscribe(catalogue);
        subscribe(catalogue);

        assertThat(received).containsExactly("Moby-Dick", "over", "unknown", "over");
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "rejected OPEN", "fallback");
    }
}
