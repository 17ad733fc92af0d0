package io.breakers.internal.rules;

import io.breakers.api.RuleReading;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import io.breakers.internal.callbacks.Nanos;
import org.jspecify.annotations.Nullable;

/** The rule for a number of failures within a duration, to the nanosecond (S9). A success writes nothing. */
final class FailuresWithinTripwire implements Tripwire.Single {
    /** The stamp of all such rules: they are always clean, because successes do not matter to them. */
    private static final CleanStamp CLEAN = CleanStamp.cleanFromTheStart();

    private final TripRule.FailuresWithin rule;
    private final CountedFailures counted;
    private final long within;
    private final long origin;
    private final BadCalls failures;

    FailuresWithinTripwire(TripRule.FailuresWithin rule, long now) {
        this.rule = rule;
        this.counted = new CountedFailures(rule);
        this.within = Nanos.saturated(rule.within());
        this.origin = now;
        this.failures = new BadCalls(rule.failures(), rule.failures(), CleanStamp.dirty());
    }

    @Override
    public CleanStamp clean() {
        return CLEAN;
    }

    @Override
    public @Nullable Fired succeeded(long elapsed, long now) {
        return null;
    }

    @Override
    public @Nullable Fired failed(long elapsed, long now, Throwable failure) {
        if (!counted.include(failure)) {
            return null;
        }
        // Times from the origin do not wrap around. A thread that was delayed after it read the clock counts as no
        // earlier than the failure before it.
        long time = Math.max(0, now - origin);
        BadCalls.BadCall last = failures.append(number -> Math.max(time, failures.positionOf(number - 1)));
        boolean fires = last.reached() != BadCalls.NONE && last.position() - last.reached() < within;
        int failing = rule.failures();
        return fires ? new Fired(rule, rule.toString(), new Transition.Counts(failing, failing)) : null;
    }

    @Override
    public RuleReading reading(long now) {
        long time = Math.max(0, now - origin);
        long seen = Math.min(rule.failures(), failures.countAfter(time - within, failures.count()));
        return new RuleReading(rule, new Transition.Counts(seen, seen));
    }
}
