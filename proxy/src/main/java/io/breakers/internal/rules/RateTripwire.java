package io.breakers.internal.rules;

import io.breakers.api.RuleReading;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import io.breakers.internal.callbacks.Nanos;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The rule for the share of failures, of slow calls, or of both, in a window (S8, S10, S10a). */
final class RateTripwire implements Tripwire.Single {
    private final TripRule.Rate rule;
    private final CountedFailures counted;
    private final boolean countsFailures;
    private final boolean watchesSlowness;
    private final long slowNanos;
    private final RateWindow window;
    private final CleanStamp clean;

    RateTripwire(TripRule.Rate rule, long now) {
        this(rule, window(rule, now));
    }

    private RateTripwire(TripRule.Rate rule, RateWindow window) {
        this.rule = rule;
        this.counted = new CountedFailures(rule);
        this.countsFailures = rule.countsFailures();
        this.watchesSlowness = rule.slowerThan() != null;
        this.slowNanos = rule.slowerThan() == null ? 0 : Nanos.saturated(rule.slowerThan());
        this.window = window;
        // Never clean where slowness counts: a success may be slow.
        this.clean = watchesSlowness ? CleanStamp.dirty() : window.clean();
    }

    private static RateWindow window(TripRule.Rate rule, long now) {
        var threshold = new RateThreshold(rule.rate());
        Duration duration = rule.window().duration();
        return duration == null
                ? new CallWindow(rule.window().calls(), rule.minimumCalls(), threshold, new LongAdder())
                : new TimeWindow(Nanos.saturated(duration), rule.minimumCalls(), threshold, now, LongAdder::new);
    }

    @Override
    public TripRule rule() {
        return rule;
    }

    @Override
    public @Nullable Single as(TripRule other) {
        if (!(other instanceof TripRule.Rate rate)
                || rate.countsFailures() != countsFailures
                || !rate.types().equals(rule.types())
                || !Objects.equals(rate.slowerThan(), rule.slowerThan())) {
            return null;
        }
        RateWindow same = window.as(rate);
        return same == null ? null : new RateTripwire(rate, same);
    }

    @Override
    public Object memory() {
        return window.memory();
    }

    @Override
    public void retire() {
        window.retire();
    }

    @Override
    public void forget() {
        window.forget();
    }

    @Override
    public CleanStamp clean() {
        return clean;
    }

    @Override
    public boolean trySucceedFast() {
        return !watchesSlowness && window.tryGoodFast();
    }

    @Override
    public boolean mayFireAtSuccess(long now) {
        return window.mayHoldBad(now);
    }

    @Override
    public @Nullable Fired succeeded(long elapsed, long now) {
        return record(isSlow(elapsed), now);
    }

    @Override
    public @Nullable Fired failed(long elapsed, long now, Throwable failure) {
        return record(isBad(elapsed, failure), now);
    }

    @Override
    public @Nullable Fired ask(long elapsed, long now, @Nullable Throwable failure) {
        return fired(window.ask(failure == null ? isSlow(elapsed) : isBad(elapsed, failure), now));
    }

    private boolean isBad(long elapsed, Throwable failure) {
        return (countsFailures && counted.include(failure)) || isSlow(elapsed);
    }

    private boolean isSlow(long elapsed) {
        return watchesSlowness && elapsed >= slowNanos;
    }

    private @Nullable Fired record(boolean bad, long now) {
        return fired(bad ? window.bad(now) : window.good(now));
    }

    /** The reason is for example {@code 14 of 20 calls: 50 % of the last 20 calls failed}. */
    private @Nullable Fired fired(RateWindow.@Nullable Content reached) {
        if (reached == null) {
            return null;
        }
        String reason = reached.bad() + " of " + reached.calls() + " calls: " + rule;
        return new Fired(rule, reason, new Transition.Counts(reached.bad(), reached.calls()));
    }

    /** Whether the share of slow calls, or else of failures, is what this rule looks at. */
    boolean tells(boolean slow) {
        return slow ? !countsFailures : !watchesSlowness;
    }

    @Override
    public double rate(boolean slow, long now) {
        if (!tells(slow)) {
            return Double.NaN;
        }
        RateWindow.Content content = window.content(now);
        return content.calls() < rule.minimumCalls() ? Double.NaN : (double) content.bad() / content.calls();
    }

    @Override
    public RuleReading reading(long now) {
        RateWindow.Content content = window.content(now);
        return new RuleReading(rule, new Transition.Counts(content.bad(), content.calls()));
    }
}
