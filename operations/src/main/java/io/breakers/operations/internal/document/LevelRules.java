package io.breakers.operations.internal.document;

import io.breakers.api.TripRule;
import io.breakers.api.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the rules of a level. A level replaces all rules of the levels before it, so its own keys must make sense
 * together: no limit without its rate.
 */
final class LevelRules {
    private static final int DEFAULT_CALLS = 100;

    private final Level level;
    private final Mistakes mistakes;
    private boolean complete = true;

    LevelRules(Level level, Mistakes mistakes) {
        this.level = level;
        this.mistakes = mistakes;
    }

    /** Returns the rules; none if the level names none, or some key of a rule is wrong. */
    List<TripRule> make() {
        checkPairs();
        checkWindow();
        for (Key key : Key.OF_RULES) {
            complete &= !level.names(key) || level.get(key) != null;
        }
        return complete ? rules() : List.of();
    }

    private void checkPairs() {
        boolean slow = level.names(Key.SLOW_CALL_RATE) || level.names(Key.BAD_CALL_RATE);
        boolean rate = slow || level.names(Key.FAILURE_RATE);
        need(Key.SLOW_CALL_RATE, level.names(Key.SLOWER_THAN), "needs slower-than");
        need(Key.BAD_CALL_RATE, level.names(Key.SLOWER_THAN), "needs slower-than");
        need(Key.SLOWER_THAN, slow, "needs slow-call-rate or bad-call-rate");
        for (Key limit : List.of(Key.WINDOW_CALLS, Key.WINDOW_DURATION, Key.MINIMUM_CALLS)) {
            need(limit, rate, "needs failure-rate, slow-call-rate or bad-call-rate");
        }
        need(Key.FAILURES, level.names(Key.FAILURES_WITHIN), "needs failures-within");
        need(Key.FAILURES_WITHIN, level.names(Key.FAILURES), "needs failures");
    }

    private void need(Key key, boolean isThere, String rule) {
        if (level.names(key) && !isThere) {
            refuse(key, rule + " at the same level, because a level that names a rule replaces all rules before it");
        }
    }

    private void checkWindow() {
        if (level.names(Key.WINDOW_CALLS) && level.names(Key.WINDOW_DURATION)) {
            refuse(Key.WINDOW_DURATION, "and window-calls exclude each other; leave one of them out");
        }
        Setting minimum = level.get(Key.MINIMUM_CALLS);
        Setting calls = level.get(Key.WINDOW_CALLS);
        boolean known = calls != null || !level.names(Key.WINDOW_CALLS);
        int size = calls == null ? DEFAULT_CALLS : calls.whole();
        if (minimum != null && known && !level.names(Key.WINDOW_DURATION) && minimum.whole() > size) {
            refuse(Key.MINIMUM_CALLS, "exceeds the window of " + size + " calls: the rule could never fire");
        }
    }

    private void refuse(Key key, String rule) {
        complete = false;
        mistakes.add(level.raw(key), rule);
    }

    private List<TripRule> rules() {
        var rules = new ArrayList<TripRule>();
        Setting consecutive = level.get(Key.FAILURE_THRESHOLD);
        if (consecutive != null) {
            rules.add(TripRule.consecutiveFailures(consecutive.whole()));
        }
        Setting failures = level.get(Key.FAILURES);
        Setting within = level.get(Key.FAILURES_WITHIN);
        if (failures != null && within != null) {
            rules.add(TripRule.failures(failures.whole(), within.duration()));
        }
        Setting failureRate = level.get(Key.FAILURE_RATE);
        if (failureRate != null) {
            rules.add(limited(TripRule.failureRate(failureRate.number(), window())));
        }
        Setting slower = level.get(Key.SLOWER_THAN);
        if (slower != null) {
            addSlow(rules, slower.duration());
        }
        return List.copyOf(rules);
    }

    private void addSlow(List<TripRule> rules, Duration slowerThan) {
        Setting slow = level.get(Key.SLOW_CALL_RATE);
        if (slow != null) {
            rules.add(limited(TripRule.slowCallRate(slow.number(), slowerThan, window())));
        }
        Setting bad = level.get(Key.BAD_CALL_RATE);
        if (bad != null) {
            rules.add(limited(TripRule.badCallRate(bad.number(), slowerThan, window())));
        }
    }

    private TripRule limited(TripRule.Rate rule) {
        Setting minimum = level.get(Key.MINIMUM_CALLS);
        return minimum == null ? rule : rule.minimumCalls(minimum.whole());
    }

    private Window window() {
        Setting duration = level.get(Key.WINDOW_DURATION);
        Setting calls = level.get(Key.WINDOW_CALLS);
        if (duration != null) {
            return Window.ofDuration(duration.duration());
        }
        return Window.ofCalls(calls == null ? DEFAULT_CALLS : calls.whole());
    }
}
