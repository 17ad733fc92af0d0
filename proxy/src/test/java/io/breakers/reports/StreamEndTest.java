package io.breakers.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.proxy.Breakers;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * R6 and R41: how a stream ends is its outcome, and a subscriber that has had enough of it is no fault of the target.
 * The adapter is the same for both proxy engines.
 */
class StreamEndTest {
    interface Ticks {
        Flux<Integer> ticks();
    }

    private static final IOException DOWN = new IOException("down");

    private final ManualTicker ticker = new ManualTicker();
    private final RecordingListener heard = new RecordingListener();
    private Flux<Integer> source = Flux.range(1, 1_000);
    private @Nullable Ticks spare;
    private int before;

    private Ticks ticks(UnaryOperator<BreakerConfigBuilder> settings) {
        BreakerConfig config = settings.apply(BreakerConfig.builder()
                        .failureThreshold(1)
                        .successThreshold(1)
                        .openFor(Duration.ofSeconds(10))
                        .ticker(ticker))
                .listener(heard)
                .build();
        var builder = Breakers.builder(Ticks.class, () -> source).config(config);
        return (spare == null ? builder : builder.fallback(spare)).build();
    }

    private Ticks ticks() {
        return ticks(config -> config);
    }

    private static Breaker breaker(Ticks ticks) {
        return Breakers.inspect(ticks).breaker("ticks");
    }

    /** What has been heard since the wait was over. */
    private List<String> events() {
        List<String> all = heard.events();
        return all.subList(before, all.size());
    }

    /** Opens the breaker and lets the wait pass. */
    private void openAndWait(Ticks ticks) {
        Flux<Integer> healthy = source;
        source = Flux.error(DOWN);
        assertThat(ticks.ticks().onErrorComplete().collectList().block()).isEmpty();
        source = healthy;
        ticker.advance(Duration.ofSeconds(10));
        before = heard.events().size();
    }

    @Test
    void r6_whoTakesOnlyTheFirstElementsOfAHealthyStreamHasHadASuccess() {
        Ticks ticks = ticks();
        assertThat(ticks.ticks().blockFirst()).isEqualTo(1);
        assertThat(ticks.ticks().next().block()).isEqualTo(1);
        assertThat(ticks.ticks().take(3).collectList().block()).containsExactly(1, 2, 3);
        assertThat(ticks.ticks().any(tick -> tick > 5).block()).isTrue();
        assertThat(ticks.ticks().elementAt(7).block()).isEqualTo(8);
        assertThat(ticks.ticks().takeUntil(tick -> tick == 9).count().block()).isEqualTo(9);

        assertThat(events()).containsExactly("success", "success", "success", "success", "success", "success");
        assertThat(breaker(ticks).stats().inFlight()).isZero();
    }

    @Test
    void r6_successesOfCutStreamsInterruptARowOfFailures() {
        Ticks ticks = ticks(config -> config.failureThreshold(2));
        for (int round = 0; round < 5; round++) {
            source = Flux.error(DOWN);
            assertThat(ticks.ticks().onErrorComplete().blockFirst()).isNull();
            source = Flux.range(1, 1_000);
            assertThat(ticks.ticks().blockFirst()).isEqualTo(1);
        }

        assertThat(breaker(ticks).state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void r6_whoGivesUpBeforeTheFirstElementHasCancelledTheCall() {
        Sinks.Many<Integer> never = Sinks.many().unicast().onBackpressureBuffer();
        source = never.asFlux();
        Ticks ticks = ticks();
        ticks.ticks().subscribe().dispose();

        assertThat(events()).containsExactly("cancelled");
        assertThat(never.currentSubscriberCount()).isZero();
    }

    @Test
    void r6_cancellationsAreFailuresOnlyWhereNothingHasBeenReceived() {
        Ticks ticks = ticks(config -> config.failOnCancellation().failureThreshold(9));
        assertThat(ticks.ticks().blockFirst()).isEqualTo(1);
        source = Flux.never();
        ticks.ticks().subscribe().dispose();

        assertThat(events()).containsExactly("success", "failure");
    }

    @Test
    void r6_anErrorAfterElementsIsAFailure() {
        source = Flux.concat(Flux.just(1, 2), Flux.error(DOWN));
        List<Object> received = new ArrayList<>();
        ticks().ticks().subscribe(received::add, received::add);

        assertThat(received).containsExactly(1, 2, DOWN);
        assertThat(events()).containsExactly("failure", "CLOSED->OPEN");
    }

    @Test
    void r6_anExceptionOfWhoCollectsIsNoFailureOfTheTarget() {
        Ticks ticks = ticks();
        List<Object> errors = new ArrayList<>();
        ticks.ticks()
                .subscribe(
                        tick -> {
                            throw new IllegalStateException("full at " + tick);
                        },
                        errors::add);
        ticks.ticks().map(tick -> 1 / (tick - 2)).subscribe(tick -> {}, errors::add);
        assertThat(errors)
                .map(Object::toString)
                .containsExactly(
                        "java.lang.IllegalStateException: full at 1", "java.lang.ArithmeticException: / by zero");
        assertThat(events()).containsExactly("success", "success");
    }

    /** A subscriber that breaks the rules by what it throws. */
    private static class Rude implements CoreSubscriber<Integer> {
        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Integer tick) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    @Test
    void r6_norIsWhatItThrowsIntoTheStream() {
        Ticks ticks = ticks();
        source = Flux.range(1, 9);
        ticks.ticks().subscribe((Subscriber<Integer>) new Full());

        // A target that takes it for a failure of its own.
        source = Flux.create(sink -> sink.next(1));
        ticks.ticks().subscribe((Subscriber<Integer>) new Full());
        assertThat(events()).containsExactly("success", "success");
    }

    private static final class Full extends Rude {
        @Override
        public void onNext(Integer tick) {
            throw new IllegalStateException("full");
        }
    }

    @Test
    void r6_aSubscriberThatThrowsBeforeItAsksForAnythingHasCancelledTheCall() {
        Ticks ticks = ticks();
        Subscriber<Integer> unwilling = new Rude() {
            @Override
            public void onSubscribe(Subscription subscription) {
                throw new IllegalStateException("not today");
            }
        };
        ticks.ticks().subscribe(unwilling);

        assertThat(events()).containsExactly("cancelled");
    }

    @Test
    void r6_aProbeThatIsCutShortCloses() {
        Ticks ticks = ticks();
        openAndWait(ticks);
        assertThat(ticks.ticks().blockFirst()).isEqualTo(1);

        assertThat(events()).containsExactly("OPEN->HALF_OPEN", "success", "HALF_OPEN->CLOSED");
    }

    @Test
    void r41_aProbeHasAnsweredWithItsFirstElement() {
        Sinks.Many<Integer> endless = Sinks.many().unicast().onBackpressureBuffer();
        source = endless.asFlux();
        Ticks ticks = ticks(config -> config.probeLease(Duration.ofSeconds(5)));
        openAndWait(ticks);
        List<Integer> received = new ArrayList<>();
        Disposable subscription = ticks.ticks().subscribe(received::add);
        assertThat(breaker(ticks).state()).isEqualTo(BreakerState.HALF_OPEN);

        for (int second = 1; second <= 20; second++) {
            endless.tryEmitNext(second).orThrow();
            ticker.advance(Duration.ofSeconds(1));
        }
        assertThat(breaker(ticks).state()).isEqualTo(BreakerState.CLOSED);
        subscription.dispose();

        assertThat(received).hasSize(20);
        assertThat(events()).containsExactly("OPEN->HALF_OPEN", "success", "HALF_OPEN->CLOSED");
        assertThat(breaker(ticks).stats().inFlight()).isZero();
    }

    @Test
    void r41_theEndOfAProbeThatHasAnsweredDecidesNothingMore() {
        Sinks.Many<Integer> failing = Sinks.many().unicast().onBackpressureBuffer();
        source = failing.asFlux();
        Ticks ticks = ticks(config -> config.successThreshold(2));
        openAndWait(ticks);
        List<Object> received = new ArrayList<>();
        ticks.ticks().subscribe(received::add, received::add);
        failing.tryEmitNext(1).orThrow();
        failing.tryEmitError(DOWN).orThrow();

        assertThat(received).containsExactly(1, DOWN);
        assertThat(breaker(ticks).state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(events()).containsExactly("OPEN->HALF_OPEN", "success");
    }

    @Test
    void r41_aProbeThatSendsNothingInItsLeaseFails() {
        source = Flux.never();
        Ticks ticks = ticks(config -> config.probeLease(Duration.ofSeconds(5)));
        openAndWait(ticks);
        ticks.ticks().subscribe();
        ticker.advance(Duration.ofSeconds(5));

        assertThat(breaker(ticks).state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void r41_aProbeWhoseFirstElementIsSlowIsASlowProbe() {
        Sinks.Many<Integer> slow = Sinks.many().unicast().onBackpressureBuffer();
        source = slow.asFlux();
        Ticks ticks =
                ticks(config -> config.tripWhen(TripRule.slowCallRate(1.0, Duration.ofSeconds(2), Window.ofCalls(9))));
        openAndWait(ticks);
        ticks.ticks().subscribe();
        ticker.advance(Duration.ofSeconds(3));
        slow.tryEmitNext(1).orThrow();

        assertThat(breaker(ticks).state()).isEqualTo(BreakerState.OPEN);
        assertThat(events()).containsExactly("OPEN->HALF_OPEN", "success", "HALF_OPEN->OPEN");
    }

    @Test
    void r6_howLongASubscriberKeepsAStreamIsNotTheTargetsTime() {
        Sinks.Many<Integer> endless = Sinks.many().unicast().onBackpressureBuffer();
        source = endless.asFlux();
        Ticks ticks = ticks(config ->
                config.measureTime().tripWhen(TripRule.slowCallRate(1.0, Duration.ofSeconds(2), Window.ofCalls(1))));
        Disposable subscription = ticks.ticks().subscribe();
        ticker.advance(Duration.ofSeconds(1));
        endless.tryEmitNext(1).orThrow();
        ticker.advance(Duration.ofHours(1));
        endless.tryEmitNext(2).orThrow();
        subscription.dispose();

        assertThat(breaker(ticks).stats().successTime()).isEqualTo(Duration.ofSeconds(1));
        assertThat(breaker(ticks).state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void r6_aStreamThatEndsByItselfTakesUntilItsEnd() {
        Sinks.Many<Integer> two = Sinks.many().unicast().onBackpressureBuffer();
        source = two.asFlux();
        Ticks ticks = ticks(BreakerConfigBuilder::measureTime);
        ticks.ticks().subscribe();
        two.tryEmitNext(1).orThrow();
        ticker.advance(Duration.ofSeconds(4));
        two.tryEmitComplete().orThrow();

        assertThat(breaker(ticks).stats().successTime()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void r6_theStreamOfAFallbackThatIsCutShortHasAnswered() {
        spare = () -> Flux.range(100, 9);
        source = Flux.error(DOWN);
        Ticks ticks = ticks(config -> config.maxConcurrentFallbacks(1));
        assertThat(ticks.ticks().blockFirst()).isEqualTo(100);
        assertThat(ticks.ticks().blockFirst()).isEqualTo(100);

        assertThat(events()).containsExactly("failure", "CLOSED->OPEN", "fallback", "rejected OPEN", "fallback");
    }

    @Test
    void r6_aFallbackThatIsGivenUpBeforeItBeginsHasNotAnswered() {
        spare = Flux::never;
        source = Flux.error(DOWN);
        Ticks ticks = ticks(config -> config.maxConcurrentFallbacks(1));
        ticks.ticks().subscribe().dispose();
        ticks.ticks().subscribe().dispose();

        assertThat(events()).containsExactly("failure", "CLOSED->OPEN", "rejected OPEN");
    }

    @Test
    void aStreamWithoutElementsWhoseEndIsAFailureIsAnswered() {
        spare = () -> Flux.just(100);
        source = Flux.empty();
        Ticks ticks = ticks(config -> config.failOnResult(Objects::isNull));

        assertThat(ticks.ticks().collectList().block()).containsExactly(100);
    }

    @Test
    void theFallbackGetsTheDemandThatWasNotServed() {
        spare = () -> Flux.range(100, 9);
        source = Flux.error(DOWN);
        List<Integer> received = new ArrayList<>();
        ticks().ticks().subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(2);
            }

            @Override
            protected void hookOnNext(Integer tick) {
                received.add(tick);
            }
        });

        assertThat(received).containsExactly(100, 101);
    }

    @Test
    void theContextOfTheSubscriberReachesTheTarget() {
        source = Flux.deferContextual(context -> Flux.just(context.<Integer>get("start")));

        assertThat(ticks().ticks()
                        .contextWrite(context -> context.put("start", 41))
                        .blockLast())
                .isEqualTo(41);
    }

    @Test
    void elementsAfterTheEndOfAStreamAreDropped() {
        source = Flux.from(subscriber -> {
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long elements) {
                    subscriber.onNext(1);
                    subscriber.onComplete();
                    subscriber.onComplete();
                }

                @Override
                public void cancel() {}
            });
        });

        assertThat(ticks().ticks().collectList().block()).containsExactly(1);
        assertThat(events()).containsExactly("success");
    }
}
