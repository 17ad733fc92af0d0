package io.breakers.internal.adapters;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/*
 * Both adapters call the method for each subscription, and not when the caller calls it: the breaker permits the
 * subscription, so nothing may reach the target before.
 */

/**
 * The adapters of methods that return a Reactor publisher, whose outcome is that of each subscription (S35a). Only this
 * class and {@link ReactorObserver} refer to Reactor; they are loaded when a service declares such a method.
 */
final class ReactorAdapters {
    private ReactorAdapters() {}

    /**
     * Returns the adapter of Reactor's own {@code Mono} or {@code Flux}; {@code null} for classes from another loader.
     */
    static @Nullable CallAdapter<?> find(Class<?> returned) {
        if (returned == Mono.class) {
            return (CallAdapter<Mono<Object>>) GuardedMono::of;
        }
        if (returned == Flux.class) {
            return (CallAdapter<Flux<Object>>) GuardedFlux::of;
        }
        return null;
    }

    /** Calls the method for each subscription. */
    private static final class GuardedMono extends Mono<Object> {
        private final GuardedCall<Mono<Object>> call;

        private GuardedMono(GuardedCall<Mono<Object>> call) {
            this.call = call;
        }

        static Mono<Object> of(GuardedCall<Mono<Object>> call) {
            return onAssembly(new GuardedMono(call));
        }

        @Override
        public void subscribe(CoreSubscriber<? super Object> actual) {
            Attempt<Mono<Object>> attempt = start(call, actual);
            if (attempt == null) {
                return;
            }
            if (call.hasFallback()) {
                resuming(attempt).subscribe(actual);
            } else {
                observe(attempt, actual);
            }
        }

        private static Mono<Object> resuming(Attempt<Mono<Object>> attempt) {
            return once(attempt)
                    .onErrorResume(failure -> failure instanceof ReactorObserver.Answered answered
                            ? once(answered.fallback())
                            : Mono.error(failure));
        }

        /** Makes an attempt for the only subscription. */
        private static Mono<Object> once(Attempt<Mono<Object>> attempt) {
            return new Mono<>() {
                @Override
                public void subscribe(CoreSubscriber<? super Object> actual) {
                    observe(attempt, actual);
                }
            };
        }

        private static void observe(Attempt<Mono<Object>> attempt, CoreSubscriber<? super Object> actual) {
            Mono<Object> source = call(attempt, "Mono", actual);
            if (source != null) {
                ReactorObserver.observeMono(source, attempt, actual);
            }
        }
    }

    /** Calls the method for each subscription. */
    private static final class GuardedFlux extends Flux<Object> {
        private final GuardedCall<Flux<Object>> call;

        private GuardedFlux(GuardedCall<Flux<Object>> call) {
            this.call = call;
        }

        static Flux<Object> of(GuardedCall<Flux<Object>> call) {
            return onAssembly(new GuardedFlux(call));
        }

        @Override
        public void subscribe(CoreSubscriber<? super Object> actual) {
            Attempt<Flux<Object>> attempt = start(call, actual);
            if (attempt == null) {
                return;
            }
            if (call.hasFallback()) {
                resuming(attempt).subscribe(actual);
            } else {
                observe(attempt, actual);
            }
        }

        private static Flux<Object> resuming(Attempt<Flux<Object>> attempt) {
            return once(attempt)
                    .onErrorResume(failure -> failure instanceof ReactorObserver.Answered answered
                            ? once(answered.fallback())
                            : Flux.error(failure));
        }

        /** Makes an attempt for the only subscription. */
        private static Flux<Object> once(Attempt<Flux<Object>> attempt) {
            return new Flux<>() {
                @Override
                public void subscribe(CoreSubscriber<? super Object> actual) {
                    observe(attempt, actual);
                }
            };
        }

        private static void observe(Attempt<Flux<Object>> attempt, CoreSubscriber<? super Object> actual) {
            Flux<Object> source = call(attempt, "Flux", actual);
            if (source != null) {
                ReactorObserver.observeFlux(source, attempt, actual);
            }
        }
    }

    /** Asks for a permit; {@code null} if the subscriber has been told that there is none. */
    private static <P> @Nullable Attempt<P> start(GuardedCall<P> call, CoreSubscriber<?> actual) {
        try {
            return call.start();
        } catch (CallRejectedException rejection) {
            Operators.error(actual, call.signalOf(rejection));
        } catch (Throwable broken) {
            Operators.error(actual, broken);
        }
        return null;
    }

    /** Calls the method; {@code null} if it had nothing to subscribe to, which the subscriber has been told. */
    private static <P> @Nullable P call(Attempt<P> attempt, String type, CoreSubscriber<?> actual) {
        P source;
        try {
            source = attempt.call();
        } catch (Throwable thrown) {
            Attempt<P> fallback = attempt.threw(thrown);
            Operators.error(actual, fallback == null ? thrown : new ReactorObserver.Answered(fallback));
            return null;
        }
        if (source == null) {
            var missing = new NullPointerException("the method returned null instead of a " + type);
            attempt.lost(missing);
            Operators.error(actual, missing);
        }
        return source;
    }
}
