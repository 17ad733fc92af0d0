package io.breakers.internal.rules;

import io.breakers.api.RuleReading;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The rule for consecutive failures (S7). A success writes nothing while there are no failures. */
final class ConsecutiveFailuresTripwire implements Tripwire.Single {
    private static final VarHandle FAILURES = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "failures", VarHandle.class, ConsecutiveFailuresTripwire.class, int.class);

    private final TripRule.ConsecutiveFailures rule;
    private final CountedFailures counted;
    private final int limit;

    /** Clean while there are no failures. */
    private final CleanStamp clean = CleanStamp.cleanFromTheStart();

    volatile int failures;

    ConsecutiveFailuresTripwire(TripRule.ConsecutiveFailures rule) {
        this.rule = rule;
        this.counted = new CountedFailures(rule);
        this.limit = rule.failures();
    }

    @Override
    public CleanStamp clean() {
        return clean;
    }

    @Override
    public boolean trySucceedFast() {
        if (!clean.isClean()) {
            endRow();
        }
        return true;
    }

    /** Forgets the failures. In this order, one that comes in between is either forgotten or leaves the rule dirty. */
    void endRow() {
        long seen = clean.badCalls();
        failures = 0;
        clean.cleanAsOf(seen);
    }

    @Override
    public @Nullable Fired succeeded(long elapsed, long now) {
        trySucceedFast();
        return null;
    }

    @Override
    public @Nullable Fired failed(long elapsed, long now, Throwable failure) {
        if (!counted.include(failure)) {
            return null;
        }
        int row = lengthenRow();
        clean.addBad();
        return row >= limit ? new Fired(rule, rule.toString(), new Transition.Counts(row, row)) : null;
    }

    @Override
    public RuleReading reading(long now) {
        int row = failures;
        return new RuleReading(rule, new Transition.Counts(row, row));
    }

    /** Counts a failure; returns how many there have been in a row. */
    int lengthenRow() {
        return (int) FAILURES.getAndAdd(this, 1) + 1;
    }
}
