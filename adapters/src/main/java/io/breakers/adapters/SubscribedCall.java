package io.breakers.adapters;

import io.breakers.api.Attempt;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * What a subscriber holds stays the same when a fallback takes over from the target: it is the call, and not what one
 * source gave. The order of writes and reads of attempt, source and cancelled lets either the thread that cancels or
 * the one that takes over see the other.
 */

/**
 * One subscription, which is one call (S35a): makes it, tells its attempt what each signal means, and passes the signal
 * on. For each type of a library there is a subclass, which the source has as its subscriber, and the subscriber as
 * what it cancels by.
 *
 * @param <P> the type of the source, which the method returns
 * @param <S> what the source gives to cancel by
 */
abstract class SubscribedCall<P, S> {
    private volatile @Nullable Attempt<P> attempt;
    private volatile @Nullable S source;
    private volatile boolean cancelled;

    /** Whether the subscriber has been given this. */
    private boolean held;

    /** Whether the subscriber has received anything: no fallback answers any more, else it would get a mixture. */
    private boolean begun;

    /** Subscribes this to what the method has returned. */
    abstract void subscribeTo(P publisher);

    /** Gives this to the subscriber. */
    abstract void hold();

    /** Signals a failure to the subscriber. */
    abstract void passFailure(Throwable failure);

    abstract void cancel(S source);

    /** Makes the call. */
    final void start(GuardedCall<P> call) {
        Attempt<P> first;
        try {
            first = call.start();
        } catch (CallRejectedException rejection) {
            fail(call.signalOf(rejection));
            return;
        } catch (Throwable broken) {
            fail(broken);
            return;
        }
        attempt = first;
        make(first);
    }

    private void make(Attempt<P> made) {
        P publisher;
        try {
            publisher = made.call();
        } catch (Throwable thrown) {
            if (!isAnsweredBy(made.threw(thrown))) {
                fail(thrown);
            }
            return;
        }
        if (publisher == null) {
            var missing = new NullPointerException("the method returned null instead of something to subscribe to");
            made.lost(missing);
            fail(missing);
            return;
        }
        try {
            subscribeTo(publisher);
        } catch (Throwable thrown) {
            S abandoned = source;
            if (!isAnsweredBy(made.threw(thrown), abandoned)) {
                throw thrown;
            }
        }
    }

    private void fail(Throwable failure) {
        if (!held) {
            held = true;
            hold();
        }
        passFailure(failure);
    }

    private boolean isAnsweredBy(@Nullable Attempt<P> fallback) {
        return isAnsweredBy(fallback, null);
    }

    /**
     * Lets a fallback take over.
     *
     * @param abandoned a source that may go on; {@code null} for one that has ended
     * @return whether that signal is done with
     */
    private boolean isAnsweredBy(@Nullable Attempt<P> fallback, @Nullable S abandoned) {
        if (fallback == null) {
            return false;
        }
        if (begun) {
            fallback.cancelled();
            return false;
        }
        source = null;
        attempt = fallback;
        if (abandoned != null) {
            cancel(abandoned);
        }
        if (cancelled) {
            fallback.cancelled();
        } else {
            make(fallback);
        }
        return true;
    }

    /** A source has accepted this. */
    final void subscribed(S given) {
        if (source != null) {
            cancel(given); // of a source that does so twice
            return;
        }
        take(given);
        if (cancelled) {
            cancel(given);
        } else if (!held) {
            held = true;
            try {
                hold();
            } catch (Throwable thrown) {
                present().cancelled();
                throw thrown;
            }
        }
    }

    /** Notes by what the present source is cancelled. */
    void take(S given) {
        source = given;
    }

    /** By what the present source is cancelled; {@code null} while there is none. */
    final @Nullable S source() {
        return source;
    }

    /** Whether a fallback may still answer. */
    final boolean hasBegun() {
        return begun;
    }

    /** An element of a stream has come. */
    final void received() {
        if (!begun) {
            present().answered();
            begun = true;
        }
    }

    /** The subscriber has thrown what an element made it throw: the target has answered. */
    final void subscriberThrew() {
        present().cancelled();
    }

    /** The one element has come; {@code null} for an end without. Returns whether it is to be passed on. */
    final boolean succeeded(@Nullable Object value) {
        return !isAnsweredBy(present().succeeded(value));
    }

    /** Returns whether the failure is to be passed on. */
    final boolean failed(Throwable failure) {
        return !isAnsweredBy(present().failed(failure));
    }

    /** Returns whether a fallback answers what a source has thrown when it was asked for more. */
    final boolean isAnswered(Throwable thrown) {
        S abandoned = source;
        return isAnsweredBy(present().threw(thrown), abandoned);
    }

    /** The subscriber does not want any more. */
    final void cancelCall() {
        cancelled = true;
        Attempt<P> running = attempt;
        if (running != null) {
            running.cancelled();
        }
        S present = source;
        if (present != null) {
            cancel(present);
        }
    }

    final boolean isCancelled() {
        return cancelled;
    }

    private Attempt<P> present() {
        return Objects.requireNonNull(attempt, "attempt");
    }
}
