package io.breakers.adapters;

/**
 * One subscription to a stream whose subscriber says how much it wants; a subscriber and a subscription as Reactive
 * Streams have them, of which each library has its own interfaces. A source that takes over is asked for all of
 * it, since nothing has been received then.
 *
 * @param <P> the type of the source, which the method returns
 * @param <S> what the source gives to ask and to cancel by
 */
abstract class StreamCall<P, S> extends SubscribedCall<P, S> {
    /** All that the subscriber has asked for until it received something. Guarded by this. */
    private long wanted;

    abstract void request(S source, long elements);

    /** Gives an element to the subscriber. */
    abstract void pass(Object element);

    /** Signals the end to the subscriber. */
    abstract void passEnd();

    public final void onSubscribe(S given) {
        subscribed(given);
    }

    public final void onNext(Object element) {
        received();
        try {
            pass(element);
        } catch (Throwable thrown) {
            subscriberThrew();
            throw thrown;
        }
    }

    public final void onError(Throwable failure) {
        if (failed(failure)) {
            passFailure(failure);
        }
    }

    /** Elements are not results: like a method without a result, what completes has the result null. */
    public final void onComplete() {
        if (succeeded(null)) {
            passEnd();
        }
    }

    public final void cancel() {
        cancelCall();
    }

    @Override
    final void take(S given) {
        long outstanding;
        synchronized (this) {
            super.take(given);
            outstanding = wanted;
        }
        if (outstanding > 0) {
            ask(given, outstanding);
        }
    }

    /** The subscriber wants more; not a positive number is the source's to refuse. */
    public final void request(long elements) {
        S present;
        // May be seen late, by a subscriber that asks on another thread: then this only counts too much.
        if (hasBegun()) {
            present = source();
        } else {
            synchronized (this) {
                if (elements > 0) {
                    wanted = wanted + elements < 0 ? Long.MAX_VALUE : wanted + elements;
                }
                present = source();
            }
        }
        if (present != null) {
            ask(present, elements);
        }
    }

    private void ask(S present, long elements) {
        try {
            request(present, elements);
        } catch (Throwable thrown) {
            if (!isAnswered(thrown)) {
                throw thrown;
            }
        }
    }
}
