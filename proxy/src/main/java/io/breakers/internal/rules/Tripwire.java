package io.breakers.internal.rules;

import io.breakers.api.RuleReading;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one closed state at work: receives each success and failure, and says when the breaker has to open.
 * Lock-free and safe for use by many threads.
 */
public sealed interface Tripwire permits AnyTripwire, Tripwire.Single {
    /**
     * A rule that has fired: the breaker has to open.
     *
     * @param reason why, in words, with the numbers that fired
     * @param counts those numbers
     */
    record Fired(TripRule rule, String reason, Transition.Counts counts) {}

    /** The tripwire without rules: it does nothing. */
    @SuppressWarnings("ClassInitializationDeadlock") // nobody but this interface creates an AnyTripwire
    Tripwire NONE = new AnyTripwire(List.of());

    /** The tripwire of one rule. */
    sealed interface Single extends Tripwire permits ConsecutiveFailuresTripwire, FailuresWithinTripwire, RateTripwire {
        @Override
        default double rate(boolean slow, long now) {
            return Double.NaN;
        }

        @Override
        default boolean mayFireAtSuccess(long now) {
            return false;
        }

        /** What the rule counts now. */
        RuleReading reading(long now);

        @Override
        default List<RuleReading> readings(long now) {
            return List.of(reading(now));
        }
    }

    /** What each rule counts now, in their order. */
    List<RuleReading> readings(long now);

    /** Creates a tripwire of {@code rules} whose windows are empty and begin at {@code now}. */
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

    /**
     * The stamp that a healthy call looks at: while it is clean, a success would change nothing. Where there are several
     * rules, that takes more than one stamp: then this is {@link CleanStamp#NEVER}, and {@link #isClean} asks them all.
     */
    CleanStamp clean();

    /** Whether a success would change nothing. */
    default boolean isClean() {
        return clean().isClean();
    }

    /**
     * Records a success if that cannot fire, whatever the time and however long the call took. Otherwise does nothing
     * and returns {@code false}; the success then has to be told to {@link #succeeded}.
     */
    default boolean trySucceedFast() {
        return isClean();
    }

    /**
     * Whether a bad call that a rule has seen may still make it fire when a call succeeds. May be {@code true} for
     * longer than that; {@code now} matters only where the time of a success does.
     */
    boolean mayFireAtSuccess(long now);

    /** Records a success; returns the rule that it makes fire, or {@code null}. */
    @Nullable
    Fired succeeded(long elapsed, long now);

    /** Records a failure; returns the rule that it makes fire, or {@code null}. */
    @Nullable
    Fired failed(long elapsed, long now, Throwable failure);

    /**
     * The share of failures, or of slow calls, in the window of the first rule about them alone. NaN if there is no
     * such rule, or if its window holds fewer calls than its minimum.
     */
    double rate(boolean slow, long now);
}
