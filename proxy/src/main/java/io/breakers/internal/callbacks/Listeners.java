package io.breakers.internal.callbacks;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several listeners as one, notified in order. Each has a guard of its own, so one that throws does not affect the
 * others (B11).
 */
public final class Listeners implements BreakerListener {
    private final BreakerListener[] listeners;

    private Listeners(List<BreakerListener> listeners) {
        this.listeners = listeners.toArray(BreakerListener[]::new);
    }

    /**
     * Creates the listeners of {@code breaker}. If one cannot be created, closes the others.
     *
     * @throws NullPointerException if a factory returns {@code null}; and what a factory throws
     */
    public static BreakerListener of(List<BreakerListener.Factory> factories, Breaker breaker) {
        var guarded = new ArrayList<BreakerListener>();
        for (BreakerListener.Factory factory : factories) {
            try {
                BreakerListener listener = create(factory, breaker);
                if (listener != NONE) {
                    guarded.add(GuardedListener.of(listener, breaker.name()));
                }
            } catch (Throwable broken) {
                guarded.forEach(BreakerListener::onClose);
                throw broken;
            }
        }
        return switch (guarded.size()) {
            case 0 -> NONE;
            case 1 -> guarded.get(0);
            default -> new Listeners(guarded);
        };
    }

    private static BreakerListener create(BreakerListener.Factory factory, Breaker breaker) {
        BreakerListener listener = factory.create(breaker);
        if (listener == null) {
            throw new NullPointerException("BreakerListener.Factory " + factory + " returned null for " + breaker.name()
                    + "; return BreakerListener.NONE where there is nothing to hear");
        }
        return listener;
    }

    @Override
    public boolean needsElapsedTime() {
        for (BreakerListener listener : listeners) {
            if (listener.needsElapsedTime()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean needsSuccesses() {
        for (BreakerListener listener : listeners) {
            if (listener.needsSuccesses()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void onSuccess(long nanos) {
        for (BreakerListener listener : listeners) {
            listener.onSuccess(nanos);
        }
    }

    @Override
    public void onFailure(long nanos, Throwable failure) {
        for (BreakerListener listener : listeners) {
            listener.onFailure(nanos, failure);
        }
    }

    @Override
    public void onIgnored(long nanos, Throwable ignored) {
        for (BreakerListener listener : listeners) {
            listener.onIgnored(nanos, ignored);
        }
    }

    @Override
    public void onCancelled(long nanos) {
        for (BreakerListener listener : listeners) {
            listener.onCancelled(nanos);
        }
    }

    @Override
    public void onRejected(BreakerState state) {
        for (BreakerListener listener : listeners) {
            listener.onRejected(state);
        }
    }

    @Override
    public void onFallback(long nanos, Throwable cause, @Nullable Throwable failureOrNull) {
        for (BreakerListener listener : listeners) {
            listener.onFallback(nanos, cause, failureOrNull);
        }
    }

    @Override
    public void onTransition(Transition transition) {
        for (BreakerListener listener : listeners) {
            listener.onTransition(transition);
        }
    }

    @Override
    public void onReconfigured(Reconfiguration reconfiguration) {
        for (BreakerListener listener : listeners) {
            listener.onReconfigured(reconfiguration);
        }
    }

    @Override
    public void onClose() {
        for (BreakerListener listener : listeners) {
            listener.onClose();
        }
    }
}
