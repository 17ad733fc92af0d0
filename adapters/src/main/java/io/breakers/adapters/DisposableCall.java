package io.breakers.adapters;

import io.reactivex.rxjava3.disposables.Disposable;

/**
 * A subscription to one of RxJava's types without back-pressure.
 *
 * @param <P> the type
 */
abstract class DisposableCall<P> extends SubscribedCall<P, Disposable> implements Disposable {
    @Override
    final void cancel(Disposable source) {
        source.dispose();
    }

    public final void onSubscribe(Disposable given) {
        subscribed(given);
    }

    public final void onError(Throwable failure) {
        if (failed(failure)) {
            passFailure(failure);
        }
    }

    @Override
    public final void dispose() {
        cancelCall();
    }

    @Override
    public final boolean isDisposed() {
        Disposable source = source();
        return isCancelled() || (source != null && source.isDisposed());
    }
}
