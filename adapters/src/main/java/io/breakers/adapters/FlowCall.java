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
    final void pass(Object element) {
        subscriber.onNext(element);
    }

    @Override
    final void passEnd() {
        subscriber.onComplete();
    }
}
