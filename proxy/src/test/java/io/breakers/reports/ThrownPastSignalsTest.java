package io.breakers.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.proxy.Breakers;
import io.breakers.testing.RecordingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * R7: Reactor throws what it takes for fatal, past all signals. The permit ends all the same (S19). The adapters are
 * the same for both proxy engines.
 */
class ThrownPastSignalsTest {
    interface Prices {
        Mono<String> price();

        Flux<String> prices();

        CompletionStage<String> stage();
    }

    private final RecordingListener heard = new RecordingListener();
    private Supplier<Mono<String>> mono = Mono::empty;
    private Supplier<Flux<String>> flux = Flux::empty;
    private Supplier<CompletionStage<String>> stage = () -> CompletableFuture.completedFuture("12");

    private final Prices target = new Prices() {
        @Override
        public Mono<String> price() {
            return mono.get();
        }

        @Override
        public Flux<String> prices() {
            return flux.get();
        }

        @Override
        public CompletionStage<String> stage() {
            return stage.get();
        }
    };

    static Stream<Throwable> fatal() {
        return Stream.of(new LinkageError("unlinked"), new InternalError("broken"), new ThreadDeath());
    }

    private Prices prices(@Nullable Prices fallback, UnaryOperator<BreakerConfigBuilder> settings) {
        BreakerConfig config = settings.apply(BreakerConfig.builder().failureThreshold(1))
                .listener(heard)
                .build();
        var builder = Breakers.builder(Prices.class, target).config(config);
        return (fallback == null ? builder : builder.fallback(fallback)).build();
    }

    private Prices prices() {
        return prices(null, config -> config);
    }

    private static void assertNothingIsInFlight(Prices prices) {
        assertThat(Breakers.inspect(prices).breakers())
                .allSatisfy(breaker -> assertThat(breaker.stats().inFlight()).isZero());
    }

    private static <T> T raise(Throwable thrown) {
        throw ThrownPastSignalsTest.<RuntimeException>sneaky(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void r7_theMethodThrows(Throwable thrown) {
        mono = () -> raise(thrown);
        flux = () -> raise(thrown);
        Prices prices = prices();
        assertThatThrownBy(() -> prices.price().block()).isSameAs(thrown);
        assertThatThrownBy(() -> prices.prices().blockLast()).isSameAs(thrown);

        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "failure", "CLOSED->OPEN");
        assertNothingIsInFlight(prices);
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void r7_aMonoThrowsInstead(Throwable thrown) {
        mono = () -> Mono.fromCallable(() -> raise(thrown));
        Prices prices = prices();
        List<Object> signals = new ArrayList<>();
        assertThatThrownBy(() -> prices.price().subscribe(signals::add, signals::add))
                .isSameAs(thrown);

        assertThat(signals).isEmpty();
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
        assertNothingIsInFlight(prices);
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void r7_aStepOfAMonoThrows(Throwable thrown) {
        mono = () -> Mono.just("12").<String>map(price -> raise(thrown)).hide();
        Prices prices = prices();
        assertThatThrownBy(() -> prices.price().block()).isSameAs(thrown);

        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
        assertNothingIsInFlight(prices);
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void r7_aFluxThrowsWhenItIsSubscribedTo(Throwable thrown) {
        flux = () -> Flux.defer(() -> raise(thrown));
        Prices prices = prices();
        assertThatThrownBy(() -> prices.prices().subscribe()).isSameAs(thrown);

        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
        assertNothingIsInFlight(prices);
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void r7_aFluxThrowsAmongItsElements(Throwable thrown) {
        flux = () -> Flux.range(1, 9).map(price -> price < 3 ? "" + price : raise(thrown));
        Prices prices = prices();
        List<Object> received = new ArrayList<>();
        assertThatThrownBy(() -> prices.prices().subscribe(received::add)).isSameAs(thrown);

        assertThat(received).containsExactly("1", "2");
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
        assertNothingIsInFlight(prices);
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void r7_aFluxThrowsWhenItIsCancelled(Throwable thrown) {
        flux = () -> Flux.<String>never().doOnCancel(() -> raise(thrown));
        Prices prices = prices();
        assertThatThrownBy(() -> prices.prices().subscribe().dispose()).isSameAs(thrown);

        assertThat(heard.events()).containsExactly("cancelled");
        assertNothingIsInFlight(prices);
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void r7_whoCollectsThrows(Throwable thrown) {
        mono = () -> Mono.just("12");
        flux = () -> Flux.just("12", "13");
        Prices prices = prices();
        assertThatThrownBy(() -> prices.price().map(price -> raise(thrown)).block())
                .isSameAs(thrown);
        assertThatThrownBy(() -> prices.prices().map(price -> raise(thrown)).blockLast())
                .isSameAs(thrown);

        assertThat(heard.events()).containsExactly("success", "success");
        assertNothingIsInFlight(prices);
    }

    /** What no operator of Reactor's would do. */
    @ParameterizedTest
    @MethodSource("fatal")
    void r7_aForeignPublisherThrowsFromSubscribe(Throwable thrown) {
        mono = () -> Mono.fromDirect(subscriber -> raise(thrown));
        flux = () -> Flux.from(subscriber -> raise(thrown));
        Prices prices = prices();
        assertThatThrownBy(() -> prices.price().block()).isSameAs(thrown);
        assertThatThrownBy(() -> prices.prices().blockLast()).isSameAs(thrown);

        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "failure", "CLOSED->OPEN");
        assertNothingIsInFlight(prices);
    }

    private static Prices spare(Supplier<? extends Throwable> thrown) {
        return new Prices() {
            @Override
            public Mono<String> price() {
                Throwable fatal = thrown.get();
                return fatal == null ? Mono.just("about 12") : Mono.fromCallable(() -> raise(fatal));
            }

            @Override
            public Flux<String> prices() {
                Throwable fatal = thrown.get();
                return fatal == null ? Flux.just("about 12") : Flux.defer(() -> raise(fatal));
            }

            @Override
            public CompletionStage<String> stage() {
                Throwable fatal = thrown.get();
                return fatal == null ? CompletableFuture.completedFuture("about 12") : new Unobservable(fatal);
            }
        };
    }

    /** A stage that throws when somebody wants to hear of its end. */
    private static final class Unobservable extends CompletableFuture<String> {
        private final Throwable thrown;

        Unobservable(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
            return raise(thrown);
        }
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void r7_oneSuchErrorInAFallbackDoesNotEndFallbacksForGood(Throwable thrown) {
        var left = new ArrayList<>(List.of(thrown, thrown, thrown));
        Prices prices =
                prices(spare(() -> left.isEmpty() ? null : left.remove(0)), config -> config.maxConcurrentFallbacks(1));
        Breakers.inspect(prices).breakers().forEach(Breaker::forceOpen);
        assertThatThrownBy(() -> prices.price().block()).isSameAs(thrown);
        assertThatThrownBy(() -> prices.prices().blockLast()).isSameAs(thrown);
        prices.stage();

        assertThat(prices.price().block()).isEqualTo("about 12");
        assertThat(prices.prices().blockLast()).isEqualTo("about 12");
        assertThat(prices.stage()).isCompletedWithValue("about 12");
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void r7_aFallbackAnswersWhatIsThrownIfItsPredicateSelectsIt(Throwable thrown) {
        mono = () -> Mono.fromCallable(() -> raise(thrown));
        flux = () -> Flux.defer(() -> raise(thrown));
        Prices prices = prices(spare(() -> null), config -> config.fallbackOn(cause -> cause == thrown));

        assertThat(prices.price().block()).isEqualTo("about 12");
        assertThat(prices.prices().collectList().block()).containsExactly("about 12");
        flux = () -> Flux.from(subscriber -> raise(thrown));
        Breakers.inspect(prices).breakers().forEach(Breaker::reset);
        assertThat(prices.prices().collectList().block()).containsExactly("about 12");
        assertNothingIsInFlight(prices);
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void r7_aStageThrowsWhenItIsObserved(Throwable thrown) {
        var unobservable = new Unobservable(thrown);
        stage = () -> unobservable;
        Prices prices = prices();

        assertThat(prices.stage()).isSameAs(unobservable);
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN");
        assertNothingIsInFlight(prices);
    }

    /** A future that does not let the library make one like it. */
    private static final class OnlyChild extends CompletableFuture<String> {
        private final Throwable thrown;

        OnlyChild(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return raise(thrown);
        }

        @Override
        public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
            return toPlain().whenComplete(action);
        }

        private CompletableFuture<String> toPlain() {
            return CompletableFuture.completedFuture("12");
        }
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void r7_aStageThrowsWhenOneLikeItIsMade(Throwable thrown) {
        stage = () -> new OnlyChild(thrown);
        Prices prices = prices();

        assertThat(prices.stage()).isCompletedWithValue("12");
        assertThat(heard.events()).containsExactly("success");
        assertNothingIsInFlight(prices);
    }
}
