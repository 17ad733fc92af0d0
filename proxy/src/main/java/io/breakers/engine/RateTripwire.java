package io.breakers.engine;

import io.breakers.api.TripRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The share of failures, or of slow calls, in a window (S8, S10). */
final class RateTripwire implements Tripwire.Single {
    private final TripRule.Rate rule;
    private final long slowNanos;
    private final boolean watchesSlowness;
    private final RateWindow window;

    RateTripwire(TripRule.Rate rule, long now) {
        this.rule = rule;
        this.watchesSlowness = rule.slowerThan() != null;
        this.slowNanos = rule.slowerThan() == null ? 0 : Settings.saturatedNanos(rule.slowerThan());
        var share = new Share(rule.rate());
        Duration duration = rule.window().duration();
        this.window = duration == null
                ? new CallWindow(rule.window().calls(), rule.minimumCalls(), share)
                : new TimeWindow(Settings.saturatedNanos(duration), rule.minimumCalls(), share, now);
    }

    @Override
    public boolean isCalm() {
        return !watchesSlowness && window.isCalm();
    }

    @Override
    public boolean succeededQuietly() {
        return !watchesSlowness && window.passQuietly();
    }

    @Override
    public @Nullable Single succeeded(long elapsed, long now) {
        return record(watchesSlowness && elapsed >= slowNanos, now);
    }

    @Override
    public @Nullable Single failed(long elapsed, long now) {
        return record(!watchesSlowness || elapsed >= slowNanos, now);
    }

    private @Nullable Single record(boolean marked, long now) {
        boolean fires = marked ? window.mark(now) : window.pass(now);
        return fires ? this : null;
    }

    @Override
    public TripRule rule() {
        return rule;
    }

    /** For example {@code 14 of the last 20 calls failed}, {@code 3 of 20 calls in the last 30 s took 2 s or longer}. */
    @Override
    public String reason(long now) {
        RateWindow.Content content = window.content(now);
        return content.marked() + " of " + content.calls() + " calls: " + rule;
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
