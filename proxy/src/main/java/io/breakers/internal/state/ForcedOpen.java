package io.breakers.internal.state;

import io.breakers.api.BreakerState;
import io.breakers.internal.settings.Settings;

/** The state FORCED_OPEN, set by an operator: every call is rejected (S2). */
final class ForcedOpen extends State {
    ForcedOpen(StateMachine machine, Settings settings, TransitionLink link, long since) {
        super(machine, settings, link, since);
    }

    @Override
    BreakerState kind() {
        return BreakerState.FORCED_OPEN;
    }

    @Override
    State with(Settings other, TransitionLink link) {
        return new ForcedOpen(machine, other, link, since);
    }

    @Override
    long retryAfter(long now) {
        return Long.MAX_VALUE;
    }

    @Override
    Admission admit() {
        return reject(Long.MAX_VALUE);
    }
}
