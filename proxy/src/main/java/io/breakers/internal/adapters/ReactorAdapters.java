package io.breakers.internal.adapters;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CorePublisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/*
 * Both adapters call the method for each subscription, and not when the caller calls it: the breaker permits the
 * subscription, so nothing may reach the target before.
 */

/**
 * The adapters of methods that return a Reactor publisher, whose outcome is that of each subscription (S35a). The only
 * class that refers to Reactor; it is loaded when a service declares such a method.
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
        } catch (Throwable broken) {
            return Mono.error(broken);
        }
        return mono(attempt, call.hasFallback());
    }

    /**
     * Makes an attempt.
     *
     * @param answered whether a fallback may answer instead: never that of a fallback
     */
    private static Mono<Object> mono(Attempt<Mono<Object>> attempt, boolean answered) {
        Mono<Object> source;
        try {
            source = attempt.call();
        } catch (Throwable thrown) {
            Attempt<Mono<Object>> fallback = attempt.threw(thrown);
            return fallback == null ? Mono.error(thrown) : mono(fallback, false);
        }
        if (source == null) {
            var missing = new NullPointerException("the method returned null instead of a Mono");
            attempt.lost(missing);
            return Mono.error(missing);
        }
        Mono<Object> observed = new MonoOperator<>(source) {
            @Override
            public void subscribe(CoreSubscriber<? super Object> actual) {
                new MonoObserver(attempt, actual).observe(this.source);
            }
        };
        return answered
                ? observed.onErrorResume(failure ->
                        failure instanceof Answered instead ? mono(instead.fallback(), false) : Mono.error(failure))
                : observed;
    }

    private static Flux<Object> subscribeFlux(GuardedCall<Flux<Object>> call) {
        Attempt<Flux<Object>> attempt;
        try {
            attempt = call.start();
        } catch (CallRejectedException rejection) {
            return Flux.error(call.signalOf(rejection));
        } catch (Throwable broken) {
            return Flux.error(broken);
        }
        return flux(attempt, call.hasFallback());
    }

    private static Flux<Object> flux(Attempt<Flux<Object>> attempt, boolean answered) {
        Flux<Object> source;
        try {
            source = attempt.call();
        } catch (Throwable thrown) {
            Attempt<Flux<Object>> fallback = attempt.threw(thrown);
            return fallback == null ? Flux.error(thrown) : flux(fallback, false);
        }
        if (source == null) {
            var missing = new NullPointerException("the method returned null instead of a Flux");
            attempt.lost(missing);
            return Flux.error(missing);
        }
        Flux<Object> observed = new FluxOperator<>(source) {
            @Override
            public void subscribe(CoreSubscriber<? super Object> actual) {
                new FluxObserver(attempt, actual).observe(this.source);
            }
        };
        return answered
                ? observed.onErrorResume(failure ->
                        failure instanceof Answered instead ? flux(instead.fallback(), false) : Flux.error(failure))
                : observed;
    }

    /** What an observer signals where a fallback answers: the operator that resumes keeps what was requested. */
    @SuppressWarnings("serial") // is never seen by anybody
    private static final class Answered extends RuntimeException {
        private final Attempt<?> fallback;

        Answered(Attempt<?> fallback) {
            super(null, null, false, false);
            this.fallback = fallback;
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // of the method that was called
        <R> Attempt<R> fallback() {
            return (Attempt<R>) fallback;
        }
    }

    /**
     * Passes all signals on, after it has told the attempt what they mean. What is thrown ends the attempt too (S19):
     * Reactor throws what it takes for fatal and does not signal it.
     */
    private abstract static class Observer implements CoreSubscriber<Object>, Subscription {
        final Attempt<?> attempt;
        private final CoreSubscriber<? super Object> actual;
        private @Nullable Subscription source;

        /** Whether the subscriber has received anything: no fallback answers any more, else it would get a mixture. */
        private boolean begun;

        private boolean over;

        Observer(Attempt<?> attempt, CoreSubscriber<? super Object> actual) {
            this.attempt = attempt;
            this.actual = actual;
        }

        void observe(CorePublisher<?> publisher) {
            try {
                publisher.subscribe(this);
            } catch (Throwable thrown) {
                if (!isAnsweredBy(attempt.threw(thrown))) {
                    throw thrown;
                }
            }
        }

        /** Tells the attempt that an element has come. Returns the fallback that answers instead. */
        abstract @Nullable Attempt<?> received(Object element, boolean first);

        private boolean isAnsweredBy(@Nullable Attempt<?> fallback) {
            if (fallback == null) {
                return false;
            }
            if (begun) {
                fallback.cancelled();
                return false;
            }
            over = true;
            if (source == null) {
                onSubscribe(Operators.emptySubscription());
            }
            actual.onError(new Answered(fallback));
            return true;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            if (Operators.validate(source, subscription)) {
                source = subscription;
                try {
                    actual.onSubscribe(this);
                } catch (Throwable thrown) {
                    attempt.cancelled();
                    throw thrown;
                }
            }
        }

        @Override
        public void onNext(Object element) {
            if (over || isAnsweredBy(received(element, !begun))) {
                return;
            }
            begun = true;
            try {
                actual.onNext(element);
            } catch (Throwable thrown) {
                // Of the subscriber: the target has answered.
                attempt.cancelled();
                throw thrown;
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (over) {
                Operators.onErrorDropped(failure, currentContext());
            } else if (!isAnsweredBy(attempt.failed(failure))) {
                over = true;
                actual.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            // Elements are not results: like a method without a result, what completes has the result null.
            if (!over && !isAnsweredBy(attempt.succeeded(null))) {
                over = true;
                actual.onComplete();
            }
        }

        @Override
        public void request(long elements) {
            try {
                subscription().request(elements);
            } catch (Throwable thrown) {
                if (!isAnsweredBy(attempt.threw(thrown))) {
                    throw thrown;
                }
            }
        }

        @Override
        public void cancel() {
            attempt.cancelled();
            subscription().cancel();
        }

        private Subscription subscription() {
            return Objects.requireNonNull(source, "source");
        }
    }

    /** A mono has one element, which is its result. */
    private static final class MonoObserver extends Observer {
        MonoObserver(Attempt<Mono<Object>> attempt, CoreSubscriber<? super Object> actual) {
            super(attempt, actual);
        }

        @Override
        @Nullable
        Attempt<?> received(Object element, boolean first) {
            return attempt.succeeded(element);
        }
    }

    private static final class FluxObserver extends Observer {
        FluxObserver(Attempt<Flux<Object>> attempt, CoreSubscriber<? super Object> actual) {
            super(attempt, actual);
        }

        @Override
        @Nullable
        Attempt<?> received(Object element, boolean first) {
            if (first) {
                attempt.answered();
            }
            return null;
        }
    }
}
