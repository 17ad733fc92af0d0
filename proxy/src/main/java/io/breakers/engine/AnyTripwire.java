package io.breakers.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several rules of which any trips the breaker: each receives every outcome, and the first that fires is reported (S12a). */
final class AnyTripwire implements Tripwire {
    /** Of no rule: it does nothing. */
    static final AnyTripwire NONE = new AnyTripwire(List.of());

    private final List<Single> tripwires;

    AnyTripwire(List<Single> tripwires) {
        this.tripwires = tripwires;
    }

    /** None: no one counts the marks of several rules. */
    @Override
    public Calm calm() {
        return Calm.NEVER;
    }

    @Override
    public boolean isCalm() {
        for (Single single : tripwires) {
            if (!single.isCalm()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public @Nullable Fired succeeded(long elapsed, long now) {
        Fired first = null;
        for (Single tripwire : tripwires) {
            Fired fired = tripwire.succeeded(elapsed, now);
            first = first == null ? fired : first;
        }
        return first;
    }

    @Override
    public @Nullable Fired failed(long elapsed, long now) {
        Fired first = null;
        for (Single tripwire : tripwires) {
            Fired fired = tripwire.failed(elapsed, now);
            first = first == null ? fired : first;
        }
        return first;
    }

    @Override
    public double rate(boolean slow, long now) {
        for (Single tripwire : tripwires) {
            if (tripwire instanceof RateTripwire rate && rate.watchesSlowness() == slow) {
                return rate.rate(slow, now);
            }
        }
        return Double.NaN;
    }
}
