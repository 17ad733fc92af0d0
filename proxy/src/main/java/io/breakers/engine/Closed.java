package io.breakers.engine;

import io.breakers.api.BreakerState;
import org.jspecify.annotations.Nullable;

/** Every call passes; the tripwires watch (S1, S7–S13). It is the permit of every call that it lets in, so that a healthy call allocates nothing. */
final class Closed extends State implements Permit {
    private final Tripwire[] tripwires;

    /** The last failure, for the rejections to come. A race between two failures may keep either. */
    private volatile @Nullable Throwable lastFailure;

    Closed(Settings settings, Step step, long now) {
        super(settings, step);
        this.tripwires = settings.tripwires(now);
    }

    @Override
    BreakerState kind() {
        return BreakerState.CLOSED;
    }

    @Override
    Admission admit(StateMachine breaker) {
        return this;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public boolean succeeded(StateMachine breaker, long elapsed, long now) {
        Tripwire fired = null;
        for (Tripwire tripwire : tripwires) {
            if (tripwire.succeeded(elapsed, now) && fired == null) {
                fired = tripwire;
            }
        }
        return fired != null && breaker.trip(this, fired, lastFailure);
    }

    @Override
    public boolean failed(StateMachine breaker, long elapsed, long now, Throwable failure) {
        lastFailure = failure;
        Tripwire fired = null;
        for (Tripwire tripwire : tripwires) {
            if (tripwire.failed(elapsed, now) && fired == null) {
                fired = tripwire;
            }
        }
        return fired != null && breaker.trip(this, fired, failure);
    }

    @Override
    public boolean released(StateMachine breaker) {
        return false;
    }

    /** The share of failures, or of slow calls, in the window of the first rule about it; NaN if there is none or too few calls. */
    double rate(boolean slow, long now) {
        for (Tripwire tripwire : tripwires) {
            if (tripwire instanceof RateTripwire rate && rate.watchesSlowness() == slow) {
                return rate.rate(now);
            }
        }
        return Double.NaN;
    }
}
