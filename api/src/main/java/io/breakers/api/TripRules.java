package io.breakers.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trip rules of a configuration (S12a).
 *
 * @param threshold what {@code failureThreshold} says; {@code null} for nothing
 * @param named the others, in the order in which they were given
 */
record TripRules(@Nullable TripRule threshold, List<TripRule> named) {
    static final TripRules DEFAULT = new TripRules(null, List.of());
    private static final List<TripRule> DEFAULT_RULES = List.of(TripRule.consecutiveFailures(5));

    TripRules withThreshold(int failures) {
        return new TripRules(TripRule.consecutiveFailures(failures), named);
    }

    TripRules with(TripRule rule) {
        var more = new ArrayList<TripRule>(named);
        more.add(rule);
        return new TripRules(threshold, List.copyOf(more));
    }

    /** All rules, the default one if none was given; never empty. */
    List<TripRule> all() {
        var all = new ArrayList<TripRule>();
        if (threshold != null) {
            all.add(threshold);
        }
        all.addAll(named);
        return all.isEmpty() ? DEFAULT_RULES : List.copyOf(all);
    }

    /** For example {@code 5 consecutive failures, or 50 % of the last 10 s failed (at least 20 calls)}. */
    @Override
    public String toString() {
        return String.join(", or ", all().stream().map(TripRules::text).toList());
    }

    /** With the minimum of calls, unless that is the window. */
    private static String text(TripRule rule) {
        if (!(rule instanceof TripRule.Rate rate)
                || (rate.window().duration() == null
                        && rate.minimumCalls() == rate.window().calls())) {
            return rule.toString();
        }
        int minimum = rate.minimumCalls();
        return rule + " (at least " + minimum + (minimum == 1 ? " call)" : " calls)");
    }

    /** Refuses a rule that could never fire. */
    void check() {
        for (TripRule rule : named) {
            if (rule instanceof TripRule.Rate rate
                    && rate.window().duration() == null
                    && rate.minimumCalls() > rate.window().calls()) {
                throw new IllegalArgumentException("minimumCalls (" + rate.minimumCalls() + ") exceeds the window of "
                        + rate.window().calls() + " calls: the rule could never fire");
            }
        }
    }
}
