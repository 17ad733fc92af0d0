package io.breakers.benchmarks;

import io.breakers.adapters.RxJava3Adapters;
import io.breakers.proxy.Breakers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls of methods that return a publisher, subscribed to until it ends: direct, through ours, through resilience4j's. */
public class PublisherCalls extends PerCall {
    /** A service whose results are there at once, so that only the work of the publishers remains. */
    public interface Payments {
        Mono<Long> mono(long cents);

        Flux<Integer> flux();

        Single<Long> single(long cents);

        Flowable<Integer> flowable();
    }

    private static final class Live implements Payments {
        @Override
        public Mono<Long> mono(long cents) {
            return Mono.just(cents);
        }

        @Override
        public Flux<Integer> flux() {
            return Flux.range(0, 10);
        }

        @Override
        public Single<Long> single(long cents) {
            return Single.just(cents);
        }

        @Override
        public Flowable<Integer> flowable() {
            return Flowable.range(0, 10);
        }
    }

    private final Payments live = new Live();
    private Payments ours;
    private CircuitBreaker peer;

    @Setup
    public void protect() {
        ours = Breakers.builder(Payments.class, live)
                .adapter(RxJava3Adapters.all())
                .build();
        peer = CircuitBreaker.ofDefaults("payments");
    }

    @Benchmark
    public Long directMono() {
        return live.mono(cents).block();
    }

    @Benchmark
    public Long ourMono() {
        return ours.mono(cents).block();
    }

    @Benchmark
    public Long peerMono() {
        return live.mono(cents)
                .transformDeferred(CircuitBreakerOperator.of(peer))
                .block();
    }

    @Benchmark
    public Integer directFlux() {
        return live.flux().blockLast();
    }

    @Benchmark
    public Integer ourFlux() {
        return ours.flux().blockLast();
    }

    @Benchmark
    public Integer peerFlux() {
        return live.flux().transformDeferred(CircuitBreakerOperator.of(peer)).blockLast();
    }

    @Benchmark
    public Long directSingle() {
        return live.single(cents).blockingGet();
    }

    @Benchmark
    public Long ourSingle() {
        return ours.single(cents).blockingGet();
    }

    @Benchmark
    public Long peerSingle() {
        return live.single(cents)
                .compose(io.github.resilience4j.rxjava3.circuitbreaker.operator.CircuitBreakerOperator.of(peer))
                .blockingGet();
    }

    @Benchmark
    public Integer directFlowable() {
        return live.flowable().blockingLast();
    }

    @Benchmark
    public Integer ourFlowable() {
        return ours.flowable().blockingLast();
    }

    @Benchmark
    public Integer peerFlowable() {
        return live.flowable()
                .compose(io.github.resilience4j.rxjava3.circuitbreaker.operator.CircuitBreakerOperator.of(peer))
                .blockingLast();
    }
}
