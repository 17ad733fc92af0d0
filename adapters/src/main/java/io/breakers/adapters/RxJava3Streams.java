package io.breakers.adapters;

import io.breakers.api.CallAdapter;
import io.breakers.api.GuardedCall;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Subscriptions to RxJava's streams. Elements are not results: what completes has the result null. */
final class RxJava3Streams {
    private RxJava3Streams() {}

    /** Returns the adapter of one of the two streams; {@code null} for classes from another loader. */
    static @Nullable CallAdapter<?> adapterOf(Class<?> returned) {
        if (returned == Observable.class) {
            return (CallAdapter<Observable<Object>>) call -> RxJavaPlugins.onAssembly(new GuardedObservable(call));
        }
        if (returned == Flowable.class) {
            return (CallAdapter<Flowable<Object>>) call -> RxJavaPlugins.onAssembly(new GuardedFlowable(call));
        }
        return null;
    }

    private static final class GuardedObservable extends Observable<Object> {
        private final GuardedCall<Observable<Object>> call;

        GuardedObservable(GuardedCall<Observable<Object>> call) {
            this.call = call;
        }

        @Override
        protected void subscribeActual(Observer<? super Object> observer) {
            new ObservableCall(observer).start(call);
        }
    }

    private static final class GuardedFlowable extends Flowable<Object> {
        private final GuardedCall<Flowable<Object>> call;

        GuardedFlowable(GuardedCall<Flowable<Object>> call) {
            this.call = call;
        }

        @Override
        protected void subscribeActual(Subscriber<? super Object> subscriber) {
            new FlowableCall(subscriber).start(call);
        }
    }

    private static final class ObservableCall extends DisposableCall<Observable<Object>> implements Observer<Object> {
        private final Observer<? super Object> observer;

        ObservableCall(Observer<? super Object> observer) {
            this.observer = observer;
        }

        @Override
        void subscribeTo(Observable<Object> observable) {
            observable.subscribe(this);
        }

        @Override
        void hold() {
            observer.onSubscribe(this);
        }

        @Override
        void passFailure(Throwable failure) {
            observer.onError(failure);
        }

        @Override
        public void onNext(Object element) {
            received();
            try {
                observer.onNext(element);
            } catch (Throwable thrown) {
                subscriberThrew();
                throw thrown;
            }
        }

        @Override
        public void onComplete() {
            if (succeeded(null)) {
                observer.onComplete();
            }
        }
    }

    private static final class FlowableCall extends StreamCall<Flowable<Object>, Subscription>
            implements FlowableSubscriber<Object>, Subscription {
        private final Subscriber<? super Object> subscriber;

        FlowableCall(Subscriber<? super Object> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        void subscribeTo(Flowable<Object> flowable) {
            flowable.subscribe(this);
        }

        @Override
        void hold() {
            subscriber.onSubscribe(this);
        }

        @Override
        void passFailure(Throwable failure) {
            subscriber.onError(failure);
        }

        @Override
        void cancel(Subscription source) {
            source.cancel();
        }

        @Override
        void request(Subscription source, long elements) {
            source.request(elements);
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscribed(given);
        }

        @Override
        public void onNext(Object element) {
            received();
            try {
                subscriber.onNext(element);
            } catch (Throwable thrown) {
                subscriberThrew();
                throw thrown;
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (failed(failure)) {
                subscriber.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            if (succeeded(null)) {
                subscriber.onComplete();
            }
        }

        @Override
        public void request(long elements) {
            requestMore(elements);
        }

        @Override
        public void cancel() {
            cancelCall();
        }
    }
}
