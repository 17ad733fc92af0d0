package io.breakers.adapters;

import io.breakers.api.CallAdapter;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Subscriptions to RxJava's types; loaded when a service declares a method of them. Elements are not results: what
 * completes without a value has the result null.
 */
final class RxJava3Calls {
    private RxJava3Calls() {}

    /** Returns the adapter of one of the five types; {@code null} for classes from another loader. */
    static @Nullable CallAdapter<?> adapterOf(Class<?> returned) {
        if (returned == Single.class) {
            return (CallAdapter<Single<Object>>) call -> RxJavaPlugins.onAssembly(new Single<Object>() {
                @Override
                protected void subscribeActual(SingleObserver<? super Object> observer) {
                    new SingleCall(observer).start(call);
                }
            });
        }
        if (returned == Maybe.class) {
            return (CallAdapter<Maybe<Object>>) call -> RxJavaPlugins.onAssembly(new Maybe<Object>() {
                @Override
                protected void subscribeActual(MaybeObserver<? super Object> observer) {
                    new MaybeCall(observer).start(call);
                }
            });
        }
        if (returned == Completable.class) {
            return (CallAdapter<Completable>) call -> RxJavaPlugins.onAssembly(new Completable() {
                @Override
                protected void subscribeActual(CompletableObserver observer) {
                    new CompletableCall(observer).start(call);
                }
            });
        }
        if (returned == Observable.class) {
            return (CallAdapter<Observable<Object>>) call -> RxJavaPlugins.onAssembly(new Observable<Object>() {
                @Override
                protected void subscribeActual(Observer<? super Object> observer) {
                    new ObservableCall(observer).start(call);
                }
            });
        }
        if (returned == Flowable.class) {
            return (CallAdapter<Flowable<Object>>) call -> RxJavaPlugins.onAssembly(new Flowable<Object>() {
                @Override
                protected void subscribeActual(Subscriber<? super Object> subscriber) {
                    new FlowableCall(subscriber).start(call);
                }
            });
        }
        return null;
    }

    private static final class SingleCall extends DisposableCall<Single<Object>> implements SingleObserver<Object> {
        private final SingleObserver<? super Object> observer;

        SingleCall(SingleObserver<? super Object> observer) {
            this.observer = observer;
        }

        @Override
        void subscribeTo(Single<Object> single) {
            single.subscribe(this);
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
        public void onSuccess(Object value) {
            if (succeeded(value)) {
                observer.onSuccess(value);
            }
        }
    }

    private static final class MaybeCall extends DisposableCall<Maybe<Object>> implements MaybeObserver<Object> {
        private final MaybeObserver<? super Object> observer;

        MaybeCall(MaybeObserver<? super Object> observer) {
            this.observer = observer;
        }

        @Override
        void subscribeTo(Maybe<Object> maybe) {
            maybe.subscribe(this);
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
        public void onSuccess(Object value) {
            if (succeeded(value)) {
                observer.onSuccess(value);
            }
        }

        @Override
        public void onComplete() {
            if (succeeded(null)) {
                observer.onComplete();
            }
        }
    }

    private static final class CompletableCall extends DisposableCall<Completable> implements CompletableObserver {
        private final CompletableObserver observer;

        CompletableCall(CompletableObserver observer) {
            this.observer = observer;
        }

        @Override
        void subscribeTo(Completable completable) {
            completable.subscribe(this);
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
        public void onComplete() {
            if (succeeded(null)) {
                observer.onComplete();
            }
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
        void pass(Object element) {
            subscriber.onNext(element);
        }

        @Override
        void passEnd() {
            subscriber.onComplete();
        }
    }
}
