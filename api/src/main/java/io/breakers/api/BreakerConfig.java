package io.breakers.api;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What makes a breaker trip, wait, probe and close, and what counts as a failure. Immutable and safe to share; its builder is neither.
 *
 * <p>{@link #defaults()}: trip after 5 consecutive failures, wait 60 s, close after 2 successes (S6).
 */
public final class BreakerConfig {
    private static final Duration LEAST_DEFAULT_LEASE = Duration.ofSeconds(30);
    private static final BreakerConfig DEFAULTS = builder().build();

    final @Nullable TripRule failureThreshold;
    final List<TripRule> namedRules;
    final List<TripRule> rules;
    final OpenWait openFor;
    final int successThreshold;
    final int probes;
    final @Nullable Duration probeLease;
    final @Nullable Predicate<Throwable> ignored;
    final @Nullable Predicate<Throwable> failures;
    final @Nullable Predicate<@Nullable Object> failedResults;
    final boolean failOnCancellation;
    final FallbackOn fallbackOn;
    final @Nullable Predicate<? super Throwable> fallbackWhen;
    final int maxConcurrentFallbacks;
    final boolean measureTime;
    final List<BreakerListener.Factory> listeners;
    final Ticker ticker;

    BreakerConfig(BreakerConfigBuilder builder) {
        failureThreshold = builder.failureThreshold;
        namedRules = List.copyOf(builder.namedRules);
        rules = builder.rules();
        openFor = builder.openFor;
        successThreshold = builder.successThreshold;
        probes = builder.probes;
        probeLease = builder.probeLease;
        ignored = builder.ignored;
        failures = builder.failures;
        failedResults = builder.failedResults;
        failOnCancellation = builder.failOnCancellation;
        fallbackOn = builder.fallbackOn;
        fallbackWhen = builder.fallbackWhen;
        maxConcurrentFallbacks = builder.maxConcurrentFallbacks;
        measureTime = builder.measureTime;
        listeners = List.copyOf(builder.listeners);
        ticker = builder.ticker;
    }

    /** The configuration with every default. */
    public static BreakerConfig defaults() {
        return DEFAULTS;
    }

    /** A builder that starts with every default. */
    public static BreakerConfigBuilder builder() {
        return new BreakerConfigBuilder();
    }

    /** A builder that starts with this configuration. Rules, predicates and listeners that are given then are added to those of this one (a default rule gives way); all else is replaced. */
    public BreakerConfigBuilder toBuilder() {
        return new BreakerConfigBuilder(this);
    }

    /** The trip rules, any of which opens the breaker; never empty. */
    public List<TripRule> rules() {
        return rules;
    }

    /** The wait in OPEN. */
    public OpenWait openFor() {
        return openFor;
    }

    /** How many successful probes close the breaker. */
    public int successThreshold() {
        return successThreshold;
    }

    /** How many probes may be in flight at once. */
    public int probes() {
        return probes == 0 ? successThreshold : probes;
    }

    /** How long a probe may take before it counts as failed. */
    public Duration probeLease() {
        if (probeLease != null) {
            return probeLease;
        }
        return openFor.base().compareTo(LEAST_DEFAULT_LEASE) < 0 ? LEAST_DEFAULT_LEASE : openFor.base();
    }

    /** Which throwables are ignored; {@code null} if none is. */
    public @Nullable Predicate<Throwable> ignored() {
        return ignored;
    }

    /** Which throwables are failures, if they are not ignored; {@code null} if all are. */
    public @Nullable Predicate<Throwable> failures() {
        return failures;
    }

    /** Which results are failures; {@code null} if none is. */
    public @Nullable Predicate<@Nullable Object> failedResults() {
        return failedResults;
    }

    /** Whether cancellation is a failure like any other throwable. */
    public boolean failsOnCancellation() {
        return failOnCancellation;
    }

    /** When a fallback answers, unless {@link #fallbackWhen()} says. */
    public FallbackOn fallbackOn() {
        return fallbackOn;
    }

    /** For which causes a fallback answers; {@code null} if {@link #fallbackOn()} says. */
    public @Nullable Predicate<? super Throwable> fallbackWhen() {
        return fallbackWhen;
    }

    /** How many calls of a method its fallback answers at a time; {@link Integer#MAX_VALUE} if there is no limit. */
    public int maxConcurrentFallbacks() {
        return maxConcurrentFallbacks;
    }

    /** Whether elapsed time is measured even if no rule and no listener needs it. */
    public boolean measuresTime() {
        return measureTime;
    }

    /** The makers of listeners, in the order they hear. */
    public List<BreakerListener.Factory> listeners() {
        return listeners;
    }

    /** The source of time. */
    public Ticker ticker() {
        return ticker;
    }

    /** For example {@code trips at 5 consecutive failures; open for 1 min; closes after 2 successes, 2 probes at a time}. */
    @Override
    public String toString() {
        String trips = String.join(", or ", rules.stream().map(Object::toString).toList());
        return "trips at " + trips + "; open for " + openFor + "; closes after " + successThreshold
                + (successThreshold == 1 ? " success, " : " successes, ") + probes()
                + (probes() == 1 ? " probe" : " probes") + " at a time";
    }
}
