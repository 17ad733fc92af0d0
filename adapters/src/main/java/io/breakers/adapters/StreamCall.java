package io.breakers.adapters;

/**
 * One subscription to a stream whose subscriber says how much it wants. A source that takes over is asked for all of
 * it, since nothing has been received then.
 *
 * @param <P> the type of the source, which the method returns
 * @param <S> what the source gives to ask and to cancel by
 */
abstract class StreamCall<P, S> extends SubscribedCall<P, S> {
    /** All that the subscriber has asked for until it received something. Guarded by this. */
    private long wanted;

    abstract void request(S source, long elements);

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
    final void requestMore(long elements) {
        S present;
        if (hasBegun()) { // may be seen late, by a subscriber that asks on another thread: then this only counts too
            // much
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
