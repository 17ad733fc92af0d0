package io.breakers.adapters;

import io.breakers.api.CallAdapter;
import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * A subscription to a publisher of the platform.
 *
 * @param <P> the type of the publisher
 */
class FlowCall<P extends Flow.Publisher<Object>> extends StreamCall<P, Flow.Subscription>
        implements Flow.Subscriber<Object>, Flow.Subscription {
    static final CallAdapter<Flow.Publisher<Object>> ADAPTER =
            call -> subscriber -> new FlowCall<>(Objects.requireNonNull(subscriber, "subscriber")).start(call);

    private final Flow.Subscriber<? super Object> subscriber;

    FlowCall(Flow.Subscriber<? super Object> subscriber) {
        this.subscriber = subscriber;
    }

    @Override
    final void subscribeTo(P publisher) {
        publisher.subscribe(this);
    }

    @Override
    final void hold() {
        subscriber.onSubscribe(this);
    }

    @Override
    final void passFailure(Throwable failure) {
        subscriber.onError(failure);
    }

    @Override
    final void cancel(Flow.Subscription source) {
        source.cancel();
    }

    @Override
    final void request(Flow.Subscription source, long elements) {
        source.request(elements);
    }

    @Override
    public final void onSubscribe(Flow.Subscription given) {
        subscribed(given);
    }

    @Override
    public final void onNext(Object element) {
        received();
        try {
            subscriber.onNext(element);
        } catch (Throwable thrown) {
            subscriberThrew();
            throw thrown;
        }
    }

    @Override
    public final void onError(Throwable failure) {
        if (failed(failure)) {
            subscriber.onError(failure);
        }
    }

    /** Elements are not results: like a method without a result, what completes has the result null. */
    @Override
    public final void onComplete() {
        if (succeeded(null)) {
            subscriber.onComplete();
        }
    }

    @Override
    public final void request(long elements) {
        requestMore(elements);
    }

    @Override
    public final void cancel() {
        cancelCall();
    }
}
