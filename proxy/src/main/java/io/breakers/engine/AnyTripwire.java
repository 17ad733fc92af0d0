package io.breakers.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several rules, OR-ed: each is told of every outcome, and the first one that fires is reported (S12a). */
final class AnyTripwire implements Tripwire {
    private final List<Single> tripwires;

    AnyTripwire(List<Single> tripwires) {
        this.tripwires = tripwires;
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
    public @Nullable Single succeeded(long elapsed, long now) {
        Single first = null;
        for (Single tripwire : tripwires) {
            Single fired = tripwire.succeeded(elapsed, now);
            first = first == null ? fired : first;
        }
        return first;
    }

    @Override
    public @Nullable Single failed(long elapsed, long now) {
        Single first = null;
        for (Single tripwire : tripwires) {
            Single fired = tripwire.failed(elapsed, now);
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
