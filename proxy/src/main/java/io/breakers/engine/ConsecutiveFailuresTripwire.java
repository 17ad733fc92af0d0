package io.breakers.engine;

import io.breakers.api.TripRule;
import java.util.concurrent.atomic.AtomicInteger;

/** Failures with no success between them (S7). A success while there are none writes nothing. */
final class ConsecutiveFailuresTripwire implements Tripwire {
    private final TripRule.ConsecutiveFailures rule;
    private final int limit;
    private final AtomicInteger failures = new AtomicInteger();

    ConsecutiveFailuresTripwire(TripRule.ConsecutiveFailures rule) {
        this.rule = rule;
        this.limit = rule.failures();
    }

    @Override
    public boolean succeeded(long elapsed, long now) {
        if (failures.get() != 0) {
            failures.set(0);
        }
        return false;
    }

    @Override
    public boolean failed(long elapsed, long now) {
        return failures.incrementAndGet() >= limit;
    }

    @Override
    public TripRule rule() {
        return rule;
    }

    @Override
    public String reason(long now) {
        return rule.toString();
    }
}
