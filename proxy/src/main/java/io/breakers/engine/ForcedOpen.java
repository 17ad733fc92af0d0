package io.breakers.engine;

import io.breakers.api.BreakerState;

/** The state FORCED_OPEN, set by an operator: every call is rejected (S2). */
final class ForcedOpen extends State {
    ForcedOpen(Settings settings, Step step, long since) {
        super(settings, step, since);
    }

    @Override
    BreakerState kind() {
        return BreakerState.FORCED_OPEN;
    }

    @Override
    Admission admit(StateMachine breaker, boolean asksWhy) {
        return new Refusal(Refusal.exception(breaker, this, Long.MAX_VALUE));
    }
}
