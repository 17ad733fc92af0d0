package io.breakers.internal.state;

import io.breakers.api.BreakerState;
import io.breakers.internal.settings.Settings;

/** The state DISABLED, set by an operator: every call passes and nothing trips (S2). */
final class Disabled extends State implements Permit {
    Disabled(StateMachine machine, Settings settings, TransitionLink link, long since) {
        super(machine, settings, link, since);
    }

    @Override
    BreakerState kind() {
        return BreakerState.DISABLED;
    }

    @Override
    State with(Settings other, TransitionLink link) {
        return new Disabled(machine, other, link, since);
    }

    @Override
    Admission admit() {
        return this;
    }

    @Override
    public State state() {
        return this;
    }

    @Override
    public void onSuccess(long elapsed, long now) {}

    @Override
    public void onFailure(long elapsed, long now, Throwable failure) {}

    @Override
    public void onRelease() {}
}
