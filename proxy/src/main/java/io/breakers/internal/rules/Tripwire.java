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

        @Override
        default List<Single> singles() {
            return List.of(this);
        }

        TripRule rule();

        /**
         * The tripwire of {@code other} that has seen what this one has, and sees with it what comes; {@code null} if
         * that rule looks at other calls (S46).
         */
        @Nullable
        Single as(TripRule other);

        /** What it has seen, by its identity: two that share it see the same calls. */
        Object memory();

        /**
         * Whether the rule fires by what it has seen; of a call that has just been recorded by another that shares it.
         */
        @Nullable
        Fired ask(long elapsed, long now, @Nullable Throwable failure);

        /** Leaves every call to be recorded in full, so that another one in its place can be asked. */
        default void retire() {}

        /** Lets go what it has seen, as far as that is large. */
        default void forget() {}
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

    /**
     * Creates a tripwire of {@code rules} that go on from this one: each takes over what one rule here has seen that
     * looks at the same calls, an equal one if there is one; all others begin at {@code now} (S46).
     */
    default Tripwire as(List<TripRule> rules, long now) {
        var left = new ArrayList<Single>(singles());
        var next = new Single[rules.size()];
        for (int index = 0; index < next.length; index++) {
            for (Single single : left) {
                if (single.rule().equals(rules.get(index))) {
                    next[index] = single;
                    left.remove(single);
                    break;
                }
            }
        }
        for (int index = 0; index < next.length; index++) {
            TripRule rule = rules.get(index);
            for (int place = 0; next[index] == null && place < left.size(); place++) {
                next[index] = left.get(place).as(rule);
                if (next[index] != null) {
                    left.remove(place);
                }
            }
            next[index] = next[index] == null ? of(rule, now) : next[index];
        }
        return next.length == 1 ? next[0] : new AnyTripwire(List.of(next));
    }

    /** The rules, one by one. */
    List<Single> singles();

    /** Asks those that share what they have seen with {@code other}, which has just recorded a call. */
    default @Nullable Fired ask(Tripwire other, long elapsed, long now, @Nullable Throwable failure) {
        Fired first = null;
        for (Single single : singles()) {
            if (other.remembers(single.memory())) {
                Fired fired = single.ask(elapsed, now, failure);
                first = first == null ? fired : first;
            }
        }
        return first;
    }

    private boolean remembers(Object memory) {
        for (Single single : singles()) {
            if (single.memory() == memory) {
                return true;
            }
        }
        return false;
    }

    /** Says that {@code next} has taken the place of this, so that what nobody looks at any more can go. */
    default void leaveTo(Tripwire next) {
        for (Single single : singles()) {
            if (!next.singles().contains(single)) {
                single.retire();
            }
            if (!next.remembers(single.memory())) {
                single.forget();
            }
        }
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
     * The stamp that a healthy call looks at: while it is clean, a success would change nothing. Where there are
     * several rules, that takes more than one stamp: then this is {@link CleanStamp#NEVER}, and {@link #isClean} asks
     * them all.
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
