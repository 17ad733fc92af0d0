package io.breakers.adapters;

import io.breakers.api.CallAdapter;
import io.breakers.api.GuardedCall;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions to RxJava's types of at most one value. This class and {@link RxJava3Streams} are loaded when a service
 * declares a method of RxJava's.
 */
final class RxJava3Calls {
    private RxJava3Calls() {}

    /** Returns the adapter of one of the five types; {@code null} for classes from another loader. */
    static @Nullable CallAdapter<?> adapterOf(Class<?> returned) {
        if (returned == Single.class) {
            return (CallAdapter<Single<Object>>) call -> RxJavaPlugins.onAssembly(new GuardedSingle(call));
        }
        if (returned == Maybe.class) {
            return (CallAdapter<Maybe<Object>>) call -> RxJavaPlugins.onAssembly(new GuardedMaybe(call));
        }
        if (returned == Completable.class) {
            return (CallAdapter<Completable>) call -> RxJavaPlugins.onAssembly(new GuardedCompletable(call));
        }
        return RxJava3Streams.adapterOf(returned);
    }

    private static final class GuardedSingle extends Single<Object> {
        private final GuardedCall<Single<Object>> call;

        GuardedSingle(GuardedCall<Single<Object>> call) {
            this.call = call;
        }

        @Override
        protected void subscribeActual(SingleObserver<? super Object> observer) {
            new SingleCall(observer).start(call);
        }
    }

    private static final class GuardedMaybe extends Maybe<Object> {
        private final GuardedCall<Maybe<Object>> call;

        GuardedMaybe(GuardedCall<Maybe<Object>> call) {
            this.call = call;
        }

        @Override
        protected void subscribeActual(MaybeObserver<? super Object> observer) {
            new MaybeCall(observer).start(call);
        }
    }

    private static final class GuardedCompletable extends Completable {
        private final GuardedCall<Completable> call;

        GuardedCompletable(GuardedCall<Completable> call) {
            this.call = call;
        }

        @Override
        protected void subscribeActual(CompletableObserver observer) {
            new CompletableCall(observer).start(call);
        }
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
}
