package io.breakers.internal.rules;

import io.breakers.api.RuleReading;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import org.jspecify.annotations.Nullable;

/** The rule for consecutive failures (S7). */
final class ConsecutiveFailuresTripwire implements Tripwire.Single {
    private final TripRule.ConsecutiveFailures rule;
    private final CountedFailures counted;
    private final int limit;
    private final FailureRow row;

    ConsecutiveFailuresTripwire(TripRule.ConsecutiveFailures rule) {
        this(rule, new FailureRow());
    }

    private ConsecutiveFailuresTripwire(TripRule.ConsecutiveFailures rule, FailureRow row) {
        this.rule = rule;
        this.counted = new CountedFailures(rule);
        this.limit = rule.failures();
        this.row = row;
    }

    @Override
    public TripRule rule() {
        return rule;
    }

    @Override
    public @Nullable Single as(TripRule other) {
        return other instanceof TripRule.ConsecutiveFailures consecutive
                        && other.types().equals(rule.types())
                ? new ConsecutiveFailuresTripwire(consecutive, row)
                : null;
    }

    @Override
    public Object memory() {
        return row;
    }

    @Override
    public CleanStamp clean() {
        return row.clean;
    }

    @Override
    public boolean trySucceedFast() {
        if (!row.clean.isClean()) {
            row.end();
        }
        return true;
    }

    @Override
    public @Nullable Fired succeeded(long elapsed, long now) {
        trySucceedFast();
        return null;
    }

    @Override
    public @Nullable Fired failed(long elapsed, long now, Throwable failure) {
        return counted.include(failure) ? judge(row.lengthen()) : null;
    }

    @Override
    public @Nullable Fired ask(long elapsed, long now, @Nullable Throwable failure) {
        return failure != null && counted.include(failure) ? judge(row.failures) : null;
    }

    private @Nullable Fired judge(int failures) {
        return failures >= limit ? new Fired(rule, rule.toString(), new Transition.Counts(failures, failures)) : null;
    }

    @Override
    public RuleReading reading(long now) {
        int failures = row.failures;
        return new RuleReading(rule, new Transition.Counts(failures, failures));
    }
}
