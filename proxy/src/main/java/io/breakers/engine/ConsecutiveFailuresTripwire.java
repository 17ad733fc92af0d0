package io.breakers.engine;

import io.breakers.api.TripRule;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The rule for consecutive failures (S7). A success writes nothing while there are no failures. */
final class ConsecutiveFailuresTripwire implements Tripwire.Single {
    private static final VarHandle FAILURES = Handles.of(MethodHandles.lookup(), "failures", int.class);

    private final TripRule.ConsecutiveFailures rule;
    private final int limit;

    /** That there are none. */
    private final Calm calm = Calm.fromTheStart();

    @SuppressWarnings("UnusedVariable") // read through its handle
    private volatile int failures;

    ConsecutiveFailuresTripwire(TripRule.ConsecutiveFailures rule) {
        this.rule = rule;
        this.limit = rule.failures();
    }

    @Override
    public Calm calm() {
        return calm;
    }

    @Override
    public boolean succeededQuietly() {
        if (!calm.isThere()) {
            // In this order: a failure that comes between is forgotten, or leaves the rule not calm.
            long seen = calm.marks();
            failures = 0;
            calm.note(seen);
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
        int earlier = (int) FAILURES.getAndAdd(this, 1);
        calm.mark();
        return earlier + 1 >= limit ? new Fired(rule, rule.toString()) : null;
    }
}
