package io.breakers.engine;

import io.breakers.api.BreakerConfig;
import io.breakers.api.TripRule;
import java.time.Duration;
import java.util.List;

/** A configuration as the engine wants it: nanoseconds, and what must be measured. Immutable. */
final class Settings {
    final int successThreshold;
    final int probes;
    final long leaseNanos;
    final Waits waits;
    final Classifier classifier;

    /** Whether the clock is read before and after each call. */
    final boolean timed;

    /** Whether the clock is read after each call. */
    final boolean dated;

    /** Whether the clock is read after each failure. */
    final boolean datesFailures;

    /** Whether results can be anything but a success. */
    final boolean looksAtResults;

    private final List<TripRule> rules;
    private final long slowNanos;

    Settings(BreakerConfig config, boolean listenersNeedTime) {
        this.rules = config.rules();
        this.successThreshold = config.successThreshold();
        this.probes = config.probes();
        this.leaseNanos = saturatedNanos(config.probeLease());
        this.waits = new Waits(config.openFor());
        this.classifier = new Classifier(config);
        this.looksAtResults = config.failedResults() != null;
        this.slowNanos = rules.stream().mapToLong(Settings::slowNanosOf).min().orElse(Long.MAX_VALUE);
        this.timed = config.measuresTime() || listenersNeedTime || slowNanos < Long.MAX_VALUE;
        this.dated = timed || rules.stream().anyMatch(Settings::datesCalls);
        this.datesFailures = dated || rules.stream().anyMatch(TripRule.FailuresWithin.class::isInstance);
    }

    /** A fresh tripwire, with empty windows that begin now (S13). */
    Tripwire tripwire(long now) {
        return Tripwire.of(rules, now);
    }

    /** Whether a call that took so long is slow by any slow-call rule. */
    boolean isSlow(long elapsed) {
        return elapsed >= slowNanos;
    }

    /** The time between two readings of the clock; 0 if it is not wanted. A ticker that runs backwards makes no negative times. */
    long elapsed(long start, long now) {
        return timed ? Math.max(0, now - start) : 0;
    }

    /** Durations that do not fit (292 years) become the longest that does. */
    static long saturatedNanos(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    private static long slowNanosOf(TripRule rule) {
        return rule instanceof TripRule.Rate rate && rate.slowerThan() != null
                ? saturatedNanos(rate.slowerThan())
                : Long.MAX_VALUE;
    }

    private static boolean datesCalls(TripRule rule) {
        return rule instanceof TripRule.Rate rate && rate.window().duration() != null;
    }
}
