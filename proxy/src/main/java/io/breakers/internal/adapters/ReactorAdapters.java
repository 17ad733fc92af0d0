package io.breakers.internal.adapters;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/*
 * Both adapters call the method for each subscription, and not when the caller calls it: the breaker permits the
 * subscription, so nothing may reach the target before. A subscription that is cancelled, by take(1) too, is a
 * cancelled call.
 */

/**
 * The adapters of methods that return a Reactor publisher, whose outcome is that of each subscription. The only class
 * that refers to Reactor; it is loaded when a service declares such a method.
 */
final class ReactorAdapters {
    private ReactorAdapters() {}

    /**
     * Returns the adapter of Reactor's own {@code Mono} or {@code Flux}; {@code null} for classes from another loader.
     */
    static @Nullable CallAdapter<?> find(Class<?> returned) {
        if (returned == Mono.class) {
            return (CallAdapter<Mono<Object>>) call -> Mono.defer(() -> subscribeMono(call));
        }
        if (returned == Flux.class) {
            return (CallAdapter<Flux<Object>>) call -> Flux.defer(() -> subscribeFlux(call));
        }
        return null;
    }

    private static Mono<Object> subscribeMono(GuardedCall<Mono<Object>> call) {
        Attempt<Mono<Object>> attempt;
        try {
            attempt = call.start();
        } catch (CallRejectedException rejection) {
            return Mono.error(call.signalOf(rejection));
        }
        return mono(attempt);
    }

    private static Mono<Object> mono(Attempt<Mono<Object>> attempt) {
        Mono<Object> source;
        try {
            source = attempt.call();
        } catch (Throwable thrown) {
            Attempt<Mono<Object>> fallback = attempt.threw(thrown);
            return fallback == null ? Mono.error(thrown) : mono(fallback);
        }
        if (source == null) {
            var missing = new NullPointerException("the method returned null instead of a Mono");
            attempt.lost(missing);
            return Mono.error(missing);
        }
        return source.flatMap(value -> {
                    Attempt<Mono<Object>> fallback = attempt.succeeded(value);
                    return fallback == null ? Mono.just(value) : mono(fallback);
                })
                .switchIfEmpty(Mono.defer(() -> {
                    Attempt<Mono<Object>> fallback = attempt.succeeded(null);
                    return fallback == null ? Mono.empty() : mono(fallback);
                }))
                .onErrorResume(failure -> {
                    Attempt<Mono<Object>> fallback = attempt.failed(failure);
                    return fallback == null ? Mono.error(failure) : mono(fallback);
                })
                .doOnCancel(attempt::cancelled);
    }

    private static Flux<Object> subscribeFlux(GuardedCall<Flux<Object>> call) {
        Attempt<Flux<Object>> attempt;
        try {
            attempt = call.start();
        } catch (CallRejectedException rejection) {
            return Flux.error(call.signalOf(rejection));
        }
        return flux(attempt);
    }

    /**
     * A fallback answers only while the subscriber has received nothing, because it would otherwise get a mixture.
     * Elements are not results: like a method without a result, a flux that completes has the result null.
     */
    private static Flux<Object> flux(Attempt<Flux<Object>> attempt) {
        Flux<Object> source;
        try {
            source = attempt.call();
        } catch (Throwable thrown) {
            Attempt<Flux<Object>> fallback = attempt.threw(thrown);
            return fallback == null ? Flux.error(thrown) : flux(fallback);
        }
        if (source == null) {
            var missing = new NullPointerException("the method returned null instead of a Flux");
            attempt.lost(missing);
            return Flux.error(missing);
        }
        var seen = new AtomicBoolean();
        return source.doOnNext(element -> seen.set(true))
                .doOnComplete(() -> discard(attempt.succeeded(null)))
                .onErrorResume(failure -> {
                    Attempt<Flux<Object>> fallback = attempt.failed(failure);
                    if (fallback == null) {
                        return Flux.error(failure);
                    }
                    if (seen.get()) {
                        fallback.cancelled();
                        return Flux.error(failure);
                    }
                    return flux(fallback);
                })
                .doOnCancel(attempt::cancelled);
    }

    private static void discard(@Nullable Attempt<Flux<Object>> unwanted) {
        if (unwanted != null) {
            unwanted.cancelled();
        }
    }
}
