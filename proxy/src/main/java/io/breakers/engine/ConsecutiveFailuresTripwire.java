package io.breakers.engine;

import io.breakers.api.TripRule;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Failures with no success between them (S7). A success while there are none writes nothing. */
final class ConsecutiveFailuresTripwire implements Tripwire.Single {
    private static final VarHandle FAILURES = Handles.of(MethodHandles.lookup(), "failures", int.class);

    private final TripRule.ConsecutiveFailures rule;
    private final int limit;
    private volatile int failures;

    ConsecutiveFailuresTripwire(TripRule.ConsecutiveFailures rule) {
        this.rule = rule;
        this.limit = rule.failures();
    }

    @Override
    public boolean isCalm() {
        return failures == 0;
    }

    @Override
    public boolean succeededQuietly() {
        if (failures != 0) {
            failures = 0;
        }
        return true;
    }

    @Override
    public @Nullable Fired succeeded(long elapsed, long now) {
        succeededQuietly();
        return null;
    }

    @Override
    public @Nullable Fired failed(long elapsed, long now) {
        return (int) FAILURES.getAndAdd(this, 1) + 1 >= limit ? new Fired(rule, rule.toString()) : null;
    }
}
