package io.breakers.internal.settings;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.TripRule;
import io.breakers.internal.callbacks.Nanos;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration, with what follows from it and from the listener: nanoseconds, and what has to be measured.
 * Immutable.
 */
public final class Settings {
    /** Where all this comes from. */
    public final BreakerConfig config;

    /** How many configurations the breaker has had before (S47). */
    public final long revision;

    public final int successThreshold;

    /** Of how many probes so many have to succeed. */
    public final int successThresholdOf;

    private final int probes;
    private final @Nullable Ramp ramp;
    public final long leaseNanos;
    public final OpenBackoff backoff;
    public final Enforcement enforcement;
    public final Classifier classifier;
    public final FallbackPolicy fallbacks;
    public final RejectAs rejectAs;

    /** Whether the clock is read before and after each call. */
    public final boolean timed;

    /** Whether the clock is read after each call. */
    public final boolean dated;

    /** Whether the clock is read after each failure. */
    public final boolean datesFailures;

    /** Whether results can be anything but a success. */
    public final boolean judgesResults;

    /** Whether a success can trip, so that the last failure before it has to be known. */
    public final boolean tripsAtSuccesses;

    /** Whether a success needs neither the clock nor a look at the result, and no listener wants to hear of it. */
    public final boolean fastPath;

    private final long slowNanos;

    /**
     * Makes the settings of a breaker.
     *
     * @param revision of the configuration
     * @param breaker its name, for the log
     * @param listener who hears of its calls, and may want to know how long they took
     */
    public Settings(String breaker, BreakerConfig config, long revision, BreakerListener listener) {
        List<TripRule> rules = config.rules();
        this.config = config;
        this.revision = revision;
        this.successThreshold = config.successThreshold();
        this.successThresholdOf = config.successThresholdOf();
        this.probes = config.probes();
        this.ramp = config.growProbes() > 1 ? new Ramp(probes, config.growProbes(), successThreshold) : null;
        this.leaseNanos = Nanos.saturated(config.probeLease());
        this.backoff = new OpenBackoff(config.openFor(), breaker);
        this.enforcement = Enforcement.of(config.enforce());
        this.classifier = new Classifier(config, breaker);
        this.fallbacks = new FallbackPolicy(config, breaker);
        this.rejectAs = RejectAs.of(config, breaker);
        this.judgesResults = config.failedResults() != null || config.ignoredResults() != null;
        this.slowNanos = slowNanosOf(rules);
        this.timed = config.measuresTime() || listener.needsElapsedTime() || watchesSlowness();
        this.dated = timed || wantEndTime(rules);
        this.datesFailures = dated || wantFailureTime(rules);
        this.fastPath = !dated && !judgesResults && !listener.needsSuccesses();
        this.tripsAtSuccesses = haveRate(rules);
    }

    /**
     * Checks that a breaker can go on with another configuration (S45).
     *
     * @throws IllegalArgumentException if it cannot
     */
    public static void checkSuccessor(String breaker, BreakerConfig present, BreakerConfig next) {
        if (!next.ticker().equals(present.ticker())) {
            throw new IllegalArgumentException("reconfigure of " + breaker + " must keep its ticker, because times"
                    + " of two cannot be compared: start with config().toBuilder(), or set the same ticker");
        }
        if (!next.listeners().equals(present.listeners())) {
            throw new IllegalArgumentException("reconfigure of " + breaker + " must keep its listeners, which are"
                    + " made with the breaker: start with config().toBuilder(), or set the same listeners");
        }
    }

    /** How many probes may be in flight at a time after so many have succeeded. */
    public int slotsAfter(int successes) {
        return ramp == null ? probes : ramp.slots(successes);
    }

    /** Whether there is a slow-call rule. */
    public boolean watchesSlowness() {
        return slowNanos < Long.MAX_VALUE;
    }

    /** Whether a call that took so long is slow by any rule about slow calls. */
    public boolean isSlow(long elapsed) {
        return elapsed >= slowNanos;
    }

    /** The time from {@code start} to {@code now}; 0 if nobody wants it. Never negative, whatever the ticker does. */
    public long elapsed(long start, long now) {
        return timed ? Math.max(0, now - start) : 0;
    }

    // Loops, here and wherever a service is protected: the first lambda and the first stream of a process cost more
    // than all else there.

    private static long slowNanosOf(List<TripRule> rules) {
        long least = Long.MAX_VALUE;
        for (TripRule rule : rules) {
            if (rule instanceof TripRule.Rate rate && rate.slowerThan() != null) {
                least = Math.min(least, Nanos.saturated(rate.slowerThan()));
            }
        }
        return least;
    }

    private static boolean haveRate(List<TripRule> rules) {
        for (TripRule rule : rules) {
            if (rule instanceof TripRule.Rate) {
                return true;
            }
        }
        return false;
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
