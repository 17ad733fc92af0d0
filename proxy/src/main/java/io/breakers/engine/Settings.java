package io.breakers.engine;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.TripRule;
import java.time.Duration;
import java.util.List;

/** A configuration in the form that the engine uses: nanoseconds, and what has to be measured. Immutable. */
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

    /** Whether a success needs neither the clock nor a look at the result, and nobody hears of it. */
    final boolean quiet;

    private final List<TripRule> rules;
    private final long slowNanos;

    Settings(BreakerConfig config, BreakerListener listener) {
        this.rules = config.rules();
        this.successThreshold = config.successThreshold();
        this.probes = config.probes();
        this.leaseNanos = saturatedNanos(config.probeLease());
        this.waits = new Waits(config.openFor());
        this.classifier = new Classifier(config);
        this.looksAtResults = config.failedResults() != null;
        this.slowNanos = slowNanosOf(rules);
        this.timed = config.measuresTime() || listener.needsElapsedTime() || slowNanos < Long.MAX_VALUE;
        this.dated = timed || wantEndTime(rules);
        this.quiet = !dated && !looksAtResults && listener == BreakerListener.NONE;
        this.datesFailures = dated || wantFailureTime(rules);
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
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    // Loops, here and wherever a service is protected: the first lambda and the first stream of a process cost more
    // than the rest (see docs/performance.md).

    private static long slowNanosOf(List<TripRule> rules) {
        long least = Long.MAX_VALUE;
        for (TripRule rule : rules) {
            if (rule instanceof TripRule.Rate rate && rate.slowerThan() != null) {
                least = Math.min(least, saturatedNanos(rate.slowerThan()));
            }
        }
        return least;
    }

    /** Whether a rule wants to know when each call ended. */
    private static boolean wantEndTime(List<TripRule> rules) {
        for (TripRule rule : rules) {
            if (rule instanceof TripRule.Rate rate && rate.window().duration() != null) {
                return true;
            }
        }
        return false;
    }

    /** Whether a rule wants to know when each failure ended. */
    private static boolean wantFailureTime(List<TripRule> rules) {
        for (TripRule rule : rules) {
            if (rule instanceof TripRule.FailuresWithin) {
                return true;
            }
        }
        return false;
    }
}
