package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Methods that return Reactor's publishers: each subscription is a call, and nothing reaches the target before. */
class ReactorTest extends EngineSetting {
    interface Catalogue {
        Mono<String> title(int id);

        Flux<String> titles();
    }

    /** Answers with what the test has put in. */
    static final class Shelf implements Catalogue {
        final List<Integer> asked = new ArrayList<>();
        Mono<String> title = Mono.just("Moby-Dick");
        Flux<String> titles = Flux.just("Moby-Dick", "Ulysses");

        @Override
        public Mono<String> title(int id) {
            asked.add(id);
            return title;
        }

        @Override
        public Flux<String> titles() {
            return titles;
        }
    }

    private static final IllegalStateException DOWN = new IllegalStateException("down");

    private final ManualTicker ticker = new ManualTicker();
    private final RecordingListener heard = new RecordingListener();
    private final Shelf shelf = new Shelf();

    private ProtectionBuilder<Catalogue> builder() {
        return builder(Catalogue.class, shelf)
                .config(BreakerConfig.builder()
                        .failureThreshold(1)
                        .openFor(Duration.ofSeconds(10))
                        .successThreshold(1)
                        .measureTime()
                        .ticker(ticker)
                        .listener(heard)
                        .build());
    }

    private static Breaker title(Catalogue catalogue) {
        return Breakers.inspect(catalogue).breaker("title");
    }

    @Test
    void nothingHappensBeforeSomebodySubscribes() {
        Catalogue catalogue = builder().build();
        Mono<String> title = catalogue.title(7);
        assertThat(shelf.asked).isEmpty();
        assertThat(title(catalogue).stats().calls()).isZero();

        assertThat(title.block()).isEqualTo("Moby-Dick");
        assertThat(title.block()).isEqualTo("Moby-Dick");
        assertThat(shelf.asked).containsExactly(7, 7);
        assertThat(heard.events()).containsExactly("success", "success");
    }

    @Test
    void anEmptyMonoIsASuccess() {
        shelf.title = Mono.empty();
        assertThat(builder().build().title(1).block()).isNull();
        assertThat(heard.events()).containsExactly("success");
    }

    @Test
    void aFailureTripsAndTheNextSubscriptionIsRejectedByAnErrorSignal() {
        shelf.title = Mono.error(DOWN);
        Catalogue catalogue = builder().build();
        Mono<String> title = catalogue.title(1);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(title::block)
                .isSameAs(DOWN);
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(title::block);
        assertThat(shelf.asked).hasSize(1);
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "rejected OPEN");
    }

    @Test
    void aProbeIsASubscriptionAndItsEndDecides() {
        shelf.title = Mono.error(DOWN);
        Catalogue catalogue = builder().build();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> catalogue.title(1).block());
        ticker.advance(Duration.ofSeconds(10));
        Sinks.One<String> answer = Sinks.one();
        shelf.title = answer.asMono();
        var received = new ArrayList<String>();
        Disposable probe = catalogue.title(2).subscribe(received::add);

        assertThat(title(catalogue).state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThatExceptionOfType(CallRejectedException.class)
                .isThrownBy(() -> catalogue.title(3).block());
        ticker.advance(Duration.ofSeconds(2));
        answer.tryEmitValue("Ulysses").orThrow();
        assertThat(received).containsExactly("Ulysses");
        assertThat(title(catalogue).state()).isEqualTo(BreakerState.CLOSED);
        assertThat(title(catalogue).stats().successTime()).isEqualTo(Duration.ofSeconds(2));
        assertThat(probe.isDisposed()).isTrue();
    }

    @Test
    void aCancelledSubscriptionIsNeitherSuccessNorFailure() {
        Sinks.One<String> never = Sinks.one();
        shelf.title = never.asMono();
        Catalogue catalogue = builder().build();
        catalogue.title(1).subscribe().dispose();

        assertThat(heard.events()).containsExactly("cancelled");
        assertThat(title(catalogue).stats().inFlight()).isZero();
        assertThat(never.currentSubscriberCount()).isZero();
    }

    @Test
    void aFallbackAnswersFailuresAndRejections() {
        var spare = new Shelf();
        spare.title = Mono.just("unknown");
        shelf.title = Mono.error(DOWN);
        Catalogue catalogue = builder().fallback(spare).build();

        assertThat(catalogue.title(1).block()).isEqualTo("unknown");
        assertThat(catalogue.title(2).block()).isEqualTo("unknown");
        assertThat(spare.asked).containsExactly(1, 2);
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback", "rejected OPEN", "fallback");
    }

    @Test
    void aFailingFallbackKeepsItsOwnThrowable() {
        var worse = new IllegalArgumentException("worse");
        var spare = new Shelf();
        spare.title = Mono.error(worse);
        shelf.title = Mono.error(DOWN);
        Catalogue catalogue = builder().fallback(spare).build();

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> catalogue.title(1).block())
                .isSameAs(worse)
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).contains(DOWN));
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback failed");
    }

    @Test
    void aTargetThatThrowsOrReturnsNothingFailsTheSubscription() {
        shelf.title = null;
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> builder().build().title(1).block())
                .withMessage("the method returned null instead of a Mono");
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
    }

    @Test
    void aFluxSucceedsWhenItCompletes() {
        assertThat(builder().build().titles().collectList().block()).containsExactly("Moby-Dick", "Ulysses");
        assertThat(heard.events()).containsExactly("success");
    }

    @Test
    void aFluxThatIsCutShortByItsSubscriberHasSucceeded() {
        assertThat(builder().build().titles().take(1).collectList().block()).containsExactly("Moby-Dick");
        assertThat(heard.events()).containsExactly("success");
    }

    @Test
    void aFallbackIsNotMixedIntoAFluxThatHasBegun() {
        var spare = new Shelf();
        spare.titles = Flux.just("unknown");
        shelf.titles = Flux.concat(Flux.just("Moby-Dick"), Flux.error(DOWN));
        Catalogue catalogue = builder().fallback(spare).build();
        var received = new ArrayList<String>();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> catalogue.titles().doOnNext(received::add).blockLast())
                .isSameAs(DOWN);
        assertThat(received).containsExactly("Moby-Dick");
        assertThat(catalogue.titles().collectList().block()).containsExactly("unknown");
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "rejected OPEN", "fallback");
    }
}
