package io.breakers.engine;

import io.breakers.api.TripRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The rule for the share of failures, or of slow calls, in a window (S8, S10). */
final class RateTripwire implements Tripwire.Single {
    private final TripRule.Rate rule;
    private final long slowNanos;
    private final boolean watchesSlowness;
    private final RateWindow window;
    private final Calm calm;

    RateTripwire(TripRule.Rate rule, long now) {
        this.rule = rule;
        this.watchesSlowness = rule.slowerThan() != null;
        this.slowNanos = rule.slowerThan() == null ? 0 : Settings.saturatedNanos(rule.slowerThan());
        var share = new Share(rule.rate());
        Duration duration = rule.window().duration();
        this.window = duration == null
                ? new CallWindow(rule.window().calls(), rule.minimumCalls(), share)
                : new TimeWindow(Settings.saturatedNanos(duration), rule.minimumCalls(), share, now);
        // A success may be slow, so that one is never sure to change nothing.
        this.calm = watchesSlowness ? Calm.notYet() : window.calm();
    }

    @Override
    public Calm calm() {
        return calm;
    }

    @Override
    public boolean succeededQuietly() {
        return !watchesSlowness && window.passQuietly();
    }

    @Override
    public @Nullable Fired succeeded(long elapsed, long now) {
        return record(watchesSlowness && elapsed >= slowNanos, now);
    }

    @Override
    public @Nullable Fired failed(long elapsed, long now) {
        return record(!watchesSlowness || elapsed >= slowNanos, now);
    }

    /** The reason is for example {@code 14 of 20 calls: 50 % of the last 20 calls failed}. */
    private @Nullable Fired record(boolean marked, long now) {
        RateWindow.Content reached = marked ? window.mark(now) : window.pass(now);
        return reached == null
                ? null
                : new Fired(rule, reached.marked() + " of " + reached.calls() + " calls: " + rule);
    }

    boolean watchesSlowness() {
        return watchesSlowness;
    }

    /** The share of marked calls; NaN below the minimum of calls. */
    @Override
    public double rate(boolean slow, long now) {
        if (slow != watchesSlowness) {
            return Double.NaN;
        }
        RateWindow.Content content = window.content(now);
        return content.calls() < rule.minimumCalls() ? Double.NaN : (double) content.marked() / content.calls();
    }
}
