package io.breakers.engine;

import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The state CLOSED: every call passes and the rules are evaluated (S1, S7 to S13). It is itself the permit of the calls that it
 * admits, so that a healthy call allocates nothing.
 */
final class Closed extends State implements Permit {
    /** Replaced by one that does nothing when the state is over. A call that does not see that yet tells a tripwire that nobody asks any more. */
    private Tripwire tripwire;

    /** The last failure, for the rejections to come. A race between two failures may keep either; the tripwire's own writes come after and order it for who trips. */
    private final AtomicReference<@Nullable Throwable> lastFailure = new AtomicReference<>();

    Closed(Settings settings, Step step, long since) {
        super(settings, step, since);
        this.tripwire = settings.tripwire(since);
    }

    @Override
    BreakerState kind() {
        return BreakerState.CLOSED;
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
    public void succeeded(StateMachine breaker, long elapsed, long now) {
        Tripwire.Fired fired = tripwire.succeeded(elapsed, now);
        if (fired != null) {
            breaker.trip(this, fired, failureBehind(fired.rule()));
        }
    }

    /** The failure that trips where a success completes the minimum of calls; where slowness trips, none does (S14). */
    private @Nullable Throwable failureBehind(TripRule rule) {
        return rule instanceof TripRule.Rate rate && rate.slowerThan() != null ? null : failure();
    }

    @Nullable
    Throwable failure() {
        return lastFailure.getAcquire();
    }

    @Override
    public void failed(StateMachine breaker, long elapsed, long now, Throwable failure) {
        lastFailure.setRelease(failure);
        Tripwire.Fired fired = tripwire.failed(elapsed, now);
        if (fired != null) {
            breaker.trip(this, fired, failure);
        }
    }

    @Override
    public void released(StateMachine breaker) {}

    @Override
    void leave() {
        tripwire = AnyTripwire.NONE;
    }

    /** See {@link Tripwire#calm}. */
    Calm calm() {
        return tripwire.calm();
    }

    /** See {@link Tripwire#succeededQuietly}. */
    boolean succeededQuietly() {
        return tripwire.succeededQuietly();
    }

    /** See {@link Tripwire#rate}. */
    double rate(boolean slow, long now) {
        return tripwire.rate(slow, now);
    }
}
