package io.breakers.engine;

import io.breakers.api.TripRule;
import org.jspecify.annotations.Nullable;

/** The rule for a number of failures within a duration, to the nanosecond (S9). A success writes nothing. */
final class FailuresWithinTripwire implements Tripwire.Single {
    /** Of all of them: no success matters, so nobody ever marks it. */
    private static final Calm CALM = Calm.fromTheStart();

    private final TripRule.FailuresWithin rule;
    private final long within;
    private final long origin;
    private final Marks failures;

    FailuresWithinTripwire(TripRule.FailuresWithin rule, long now) {
        this.rule = rule;
        this.within = Settings.saturatedNanos(rule.within());
        this.origin = now;
        this.failures = new Marks(rule.failures(), rule.failures(), Calm.notYet());
    }

    @Override
    public Calm calm() {
        return CALM;
    }

    @Override
    public @Nullable Fired succeeded(long elapsed, long now) {
        return null;
    }

    @Override
    public @Nullable Fired failed(long elapsed, long now) {
        // Measured from the origin, times do not wrap around; a thread that read the clock early comes no earlier than
        // the failure before it.
        long time = Math.max(0, now - origin);
        Marks.Mark failure = failures.append(number -> Math.max(time, failures.positionOf(number - 1)));
        boolean fires = failure.reached() != Marks.NONE && failure.position() - failure.reached() < within;
        return fires ? new Fired(rule, rule.toString()) : null;
    }
}
