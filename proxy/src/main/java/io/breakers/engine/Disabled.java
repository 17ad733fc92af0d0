package io.breakers.engine;

import io.breakers.api.BreakerState;

/** The state DISABLED, set by an operator: every call passes and nothing trips (S2). */
final class Disabled extends State implements Permit {
    Disabled(Settings settings, Step step, long since) {
        super(settings, step, since);
    }

    @Override
    BreakerState kind() {
        return BreakerState.DISABLED;
    }

    @Override
    Admission admit(StateMachine breaker, boolean asksWhy) {
        return this;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Step step() {
        return step;
    }

    @Override
    public void succeeded(StateMachine breaker, long elapsed, long now) {}

    @Override
    public void failed(StateMachine breaker, long elapsed, long now, Throwable failure) {}

    @Override
    public void released(StateMachine breaker) {}
}
