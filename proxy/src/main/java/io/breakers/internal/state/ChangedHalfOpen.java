package io.breakers.internal.state;

import io.breakers.api.BreakerState;
import io.breakers.internal.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The state HALF_OPEN after its configuration was changed: what is left of it runs by the one with which it began, and
 * what comes next by the new one (S46).
 */
final class ChangedHalfOpen extends State {
    private final HalfOpen begun;

    ChangedHalfOpen(Settings settings, TransitionLink link, HalfOpen begun) {
        super(begun.machine, settings, link, begun.since);
        this.begun = begun;
    }

    @Override
    BreakerState kind() {
        return BreakerState.HALF_OPEN;
    }

    @Override
    @Nullable
    Admission admit() {
        return begun.admit();
    }

    @Override
    State with(Settings other, TransitionLink link) {
        return new ChangedHalfOpen(other, link, begun);
    }

    @Override
    HalfOpen probing() {
        return begun;
    }

    @Override
    long retryAfter(long now) {
        return begun.retryAfter(now);
    }

    @Override
    Trip trip() {
        return begun.trip();
    }
}
