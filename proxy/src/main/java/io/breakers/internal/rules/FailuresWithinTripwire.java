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
        this(rule, now, new BadCalls(rule.failures()));
    }

    private FailuresWithinTripwire(TripRule.FailuresWithin rule, long origin, BadCalls failures) {
        this.rule = rule;
        this.counted = new CountedFailures(rule);
        this.within = Nanos.saturated(rule.within());
        this.origin = origin;
        this.failures = failures;
    }

    @Override
    public TripRule rule() {
        return rule;
    }

    @Override
    public @Nullable Single as(TripRule other) {
        if (other instanceof TripRule.FailuresWithin same
                && same.within().equals(rule.within())
                && same.types().equals(rule.types())) {
            failures.remember(same.failures());
            return new FailuresWithinTripwire(same, origin, failures);
        }
        return null;
    }

    @Override
    public Object memory() {
        return failures;
    }

    @Override
    public void forget() {
        failures.forget();
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
        BadCalls.BadCall last =
                failures.append(rule.failures(), number -> Math.max(time, failures.positionOf(number - 1)));
        return judge(last.position(), last.reached());
    }

    @Override
    public @Nullable Fired ask(long elapsed, long now, @Nullable Throwable failure) {
        if (failure == null || !counted.include(failure)) {
            return null;
        }
        long end = failures.count();
        return judge(failures.positionOf(end - 1), failures.positionOf(end - rule.failures()));
    }

    private @Nullable Fired judge(long last, long reached) {
        boolean fires = reached != BadCalls.NONE && last - reached < within;
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
