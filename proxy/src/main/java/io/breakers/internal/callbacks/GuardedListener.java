package io.breakers.internal.callbacks;

import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;
import org.jspecify.annotations.Nullable;

/** Forwards to a user's listener, and logs what that throws: a bug in metrics must not fail a payment (S42). */
final class GuardedListener implements BreakerListener {
    private final BreakerListener listener;
    private final boolean needsElapsedTime;
    private final boolean needsSuccesses;
    private final CallbackErrors errors;

    /** Set before {@code onClose}: that is the last it hears, also if a listener closes the breaker. */
    private volatile boolean closed;

    private GuardedListener(
            BreakerListener listener, String breaker, boolean needsElapsedTime, boolean needsSuccesses) {
        this.listener = listener;
        this.errors = new CallbackErrors(breaker);
        this.needsElapsedTime = needsElapsedTime;
        this.needsSuccesses = needsSuccesses;
    }

    /** Asks a listener what it needs. If it throws, that is thrown, and the listener is closed. */
    static GuardedListener of(BreakerListener listener, String breaker) {
        try {
            return new GuardedListener(listener, breaker, listener.needsElapsedTime(), listener.needsSuccesses());
        } catch (Throwable broken) {
            new GuardedListener(listener, breaker, false, false).onClose();
            throw broken;
        }
    }

    @Override
    public boolean needsElapsedTime() {
        return needsElapsedTime;
    }

    @Override
    public boolean needsSuccesses() {
        return needsSuccesses;
    }

    @Override
    public void onSuccess(long nanos) {
        if (closed) {
            return;
        }
        try {
            listener.onSuccess(nanos);
        } catch (Throwable thrown) {
            complain("onSuccess", thrown);
        }
    }

    @Override
    public void onFailure(long nanos, Throwable failure) {
        if (closed) {
            return;
        }
        try {
            listener.onFailure(nanos, failure);
        } catch (Throwable thrown) {
            complain("onFailure", thrown);
        }
    }

    @Override
    public void onIgnored(long nanos, Throwable ignored) {
        if (closed) {
            return;
        }
        try {
            listener.onIgnored(nanos, ignored);
        } catch (Throwable thrown) {
            complain("onIgnored", thrown);
        }
    }

    @Override
    public void onCancelled(long nanos) {
        if (closed) {
            return;
        }
        try {
            listener.onCancelled(nanos);
        } catch (Throwable thrown) {
            complain("onCancelled", thrown);
        }
    }

    @Override
    public void onRejected(BreakerState state) {
        if (closed) {
            return;
        }
        try {
            listener.onRejected(state);
        } catch (Throwable thrown) {
            complain("onRejected", thrown);
        }
    }

    @Override
    public void onFallback(long nanos, Throwable cause, @Nullable Throwable failureOrNull) {
        if (closed) {
            return;
        }
        try {
            listener.onFallback(nanos, cause, failureOrNull);
        } catch (Throwable thrown) {
            complain("onFallback", thrown);
        }
    }

    @Override
    public void onTransition(Transition transition) {
        if (closed) {
            return;
        }
        try {
            listener.onTransition(transition);
        } catch (Throwable thrown) {
            complain("onTransition", thrown);
        }
    }

    @Override
    public void onReconfigured(Reconfiguration reconfiguration) {
        if (closed) {
            return;
        }
        try {
            listener.onReconfigured(reconfiguration);
        } catch (Throwable thrown) {
            complain("onReconfigured", thrown);
        }
    }

    @Override
    public void onClose() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            listener.onClose();
        } catch (Throwable thrown) {
            complain("onClose", thrown);
        }
    }

    private void complain(String method, Throwable thrown) {
        errors.log("a listener threw in " + method, thrown);
    }
}
