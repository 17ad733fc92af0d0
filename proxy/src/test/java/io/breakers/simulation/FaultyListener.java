package io.breakers.simulation;

import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A listener, each of whose methods may misbehave. */
record FaultyListener(Consumer<Callback> at) implements BreakerListener {
    @Override
    public void onSuccess(long nanos) {
        at.accept(Callback.ON_SUCCESS);
    }

    @Override
    public void onFailure(long nanos, Throwable failure) {
        at.accept(Callback.ON_FAILURE);
    }

    @Override
    public void onIgnored(long nanos, Throwable ignored) {
        at.accept(Callback.ON_IGNORED);
    }

    @Override
    public void onCancelled(long nanos) {
        at.accept(Callback.ON_CANCELLED);
    }

    @Override
    public void onRejected(BreakerState state) {
        at.accept(Callback.ON_REJECTED);
    }

    @Override
    public void onFallback(long nanos, Throwable cause, @Nullable Throwable failureOrNull) {
        at.accept(Callback.ON_FALLBACK);
    }

    @Override
    public void onTransition(Transition transition) {
        at.accept(Callback.ON_TRANSITION);
    }

    @Override
    public void onReconfigured(Reconfiguration reconfiguration) {
        at.accept(Callback.ON_RECONFIGURED);
    }
}
