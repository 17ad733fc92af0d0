package io.breakers.internal.rules;

import io.breakers.api.RuleReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several rules, any of which trips the breaker. Each receives every outcome; of those that fire, the first is reported
 * (S12a).
 */
final class AnyTripwire implements Tripwire {
    private final List<Single> tripwires;

    AnyTripwire(List<Single> tripwires) {
        this.tripwires = tripwires;
    }

    @Override
    public List<Single> singles() {
        return tripwires;
    }

    /** Never clean: a stamp counts the bad calls of one rule. */
    @Override
    public CleanStamp clean() {
        return CleanStamp.NEVER;
    }

    @Override
    public boolean isClean() {
        for (Single single : tripwires) {
            if (!single.isClean()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean mayFireAtSuccess(long now) {
        for (Single single : tripwires) {
            if (single.mayFireAtSuccess(now)) {
                return true;
            }
        }
        return false;
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
    public @Nullable Fired failed(long elapsed, long now, Throwable failure) {
        Fired first = null;
        for (Single tripwire : tripwires) {
            Fired fired = tripwire.failed(elapsed, now, failure);
            first = first == null ? fired : first;
        }
        return first;
    }

    @Override
    public List<RuleReading> readings(long now) {
        return tripwires.stream().map(single -> single.reading(now)).toList();
    }

    @Override
    public double rate(boolean slow, long now) {
        for (Single tripwire : tripwires) {
            if (tripwire instanceof RateTripwire rate && rate.tells(slow)) {
                return rate.rate(slow, now);
            }
        }
        return Double.NaN;
    }
}
