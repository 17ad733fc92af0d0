package io.breakers.internal.adapters;

import io.breakers.api.Attempt;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CorePublisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Passes all signals on, after it has told the attempt what they mean. What is thrown ends the attempt too (S19):
 * Reactor throws what it takes for fatal and does not signal it.
 */
abstract class ReactorObserver implements CoreSubscriber<Object>, Subscription {
    final Attempt<?> attempt;
    private final CoreSubscriber<? super Object> actual;
    private @Nullable Subscription source;

    /** Whether the subscriber has received anything: no fallback answers any more, else it would get a mixture. */
    private boolean begun;

    private boolean over;

    ReactorObserver(Attempt<?> attempt, CoreSubscriber<? super Object> actual) {
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

    /** Observes the publisher of an attempt, for {@code actual}. */
    static void observeMono(Mono<Object> mono, Attempt<Mono<Object>> attempt, CoreSubscriber<? super Object> actual) {
        new OfMono(attempt, actual).observe(mono);
    }

    /** Observes the publisher of an attempt, for {@code actual}. */
    static void observeFlux(Flux<Object> flux, Attempt<Flux<Object>> attempt, CoreSubscriber<? super Object> actual) {
        new OfFlux(attempt, actual).observe(flux);
    }

    /** What an observer signals where a fallback answers: the operator that resumes keeps what was requested. */
    @SuppressWarnings("serial") // is never seen by anybody
    static final class Answered extends RuntimeException {
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

    /** A mono has one element, which is its result. */
    private static final class OfMono extends ReactorObserver {
        OfMono(Attempt<Mono<Object>> attempt, CoreSubscriber<? super Object> actual) {
            super(attempt, actual);
        }

        @Override
        @Nullable
        Attempt<?> received(Object element, boolean first) {
            return attempt.succeeded(element);
        }
    }

    private static final class OfFlux extends ReactorObserver {
        OfFlux(Attempt<Flux<Object>> attempt, CoreSubscriber<? super Object> actual) {
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
