package io.breakers.engine;

import io.breakers.api.TripRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trip rule at work in one closed state: receives each success and failure, and tells when to open. Lock-free and safe for use by
 * many threads.
 */
sealed interface Tripwire permits AnyTripwire, Tripwire.Single {
    /**
     * A rule that wants the breaker to open.
     *
     * @param reason why, with its numbers, for people
     */
    record Fired(TripRule rule, String reason) {}

    /** The tripwire of one rule. */
    sealed interface Single extends Tripwire permits ConsecutiveFailuresTripwire, FailuresWithinTripwire, RateTripwire {
        @Override
        default double rate(boolean slow, long now) {
            return Double.NaN;
        }
    }

    /** Makes the tripwire of {@code rules}, which has seen nothing. */
    static Tripwire of(List<TripRule> rules, long now) {
        if (rules.size() == 1) {
            return of(rules.get(0), now);
        }
        var singles = new ArrayList<Single>();
        for (TripRule rule : rules) {
            singles.add(of(rule, now));
        }
        return new AnyTripwire(singles);
    }

    private static Single of(TripRule rule, long now) {
        if (rule instanceof TripRule.ConsecutiveFailures consecutive) {
            return new ConsecutiveFailuresTripwire(consecutive);
        }
        if (rule instanceof TripRule.FailuresWithin within) {
            return new FailuresWithinTripwire(within, now);
        }
        return new RateTripwire((TripRule.Rate) rule, now);
    }

    /** Says whether a success would change nothing; and if it does not say so, {@link #isCalm} still may. */
    Calm calm();

    /** Whether a success would change nothing. */
    default boolean isCalm() {
        return calm().isThere();
    }

    /** Records a success if that fires nothing, whenever it comes and however long it took; else does nothing and returns {@code false}. */
    default boolean succeededQuietly() {
        return isCalm();
    }

    /** Records a success; returns what this fires, or {@code null}. */
    @Nullable
    Fired succeeded(long elapsed, long now);

    /** Records a failure; returns what this fires, or {@code null}. */
    @Nullable
    Fired failed(long elapsed, long now);

    /** The share of failures, or of slow calls, in the window of the first rule about it; NaN if there is none or too few calls. */
    double rate(boolean slow, long now);
}
