package io.breakers.api;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a breaker: when it trips, how long it waits, how it probes and closes, and what counts as a
 * failure. Immutable and safe to share, unlike its builder.
 *
 * <p>By {@linkplain #defaults() default}, a breaker trips after 5 consecutive failures, waits 60 s, and closes after 2
 * successful probes (S6).
 */
public final class BreakerConfig {
    private static final Duration LEAST_DEFAULT_LEASE = Duration.ofSeconds(30);
    private static final BreakerConfig DEFAULTS = builder().build();

    final TripRules rules;
    final List<TripRule> allRules;
    final OpenWait openFor;
    final int successThreshold;
    final int probes;
    final @Nullable Duration probeLease;
    final OutcomeRules outcomes;
    final Map<Class<? extends Throwable>, Function<? super CallRejectedException, ? extends Throwable>> rejectAs;
    final FallbackOn fallbackOn;
    final @Nullable Predicate<? super Throwable> fallbackWhen;
    final int maxConcurrentFallbacks;
    final boolean measureTime;
    final List<BreakerListener.Factory> listeners;
    final Ticker ticker;

    BreakerConfig(BreakerConfigBuilder builder) {
        rules = builder.rules;
        allRules = rules.all();
        openFor = builder.openFor;
        successThreshold = builder.successThreshold;
        probes = builder.probes;
        probeLease = builder.probeLease;
        outcomes = builder.outcomes;
        rejectAs = Collections.unmodifiableMap(new LinkedHashMap<>(builder.rejectAs));
        fallbackOn = builder.fallbackOn;
        fallbackWhen = builder.fallbackWhen;
        maxConcurrentFallbacks = builder.maxConcurrentFallbacks;
        measureTime = builder.measureTime;
        listeners = List.copyOf(builder.listeners);
        ticker = builder.ticker;
    }

    /** Returns the configuration with all defaults. */
    public static BreakerConfig defaults() {
        return DEFAULTS;
    }

    /** Returns a builder that starts with all defaults. */
    public static BreakerConfigBuilder builder() {
        return new BreakerConfigBuilder();
    }

    /**
     * Returns a builder that starts with this configuration. Rules, predicates and listeners given to it are added to
     * those of this configuration (a default rule is removed, and {@code rules} replaces all); every other setting is
     * replaced.
     */
    public BreakerConfigBuilder toBuilder() {
        return new BreakerConfigBuilder(this);
    }

    /** The trip rules, any of which trips the breaker; never empty. */
    public List<TripRule> rules() {
        return allRules;
    }

    /** How long the breaker stays OPEN before it lets probes through. */
    public OpenWait openFor() {
        return openFor;
    }

    /** How many successful probes close the breaker. */
    public int successThreshold() {
        return successThreshold;
    }

    /** How many probes may be in flight at a time. */
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

    /** Which throwables are ignored; {@code null} if none are. */
    public @Nullable Predicate<Throwable> ignored() {
        return outcomes.ignored();
    }

    /** Which results are ignored; {@code null} if none are. */
    public @Nullable Predicate<@Nullable Object> ignoredResults() {
        return outcomes.ignoredResults();
    }

    /** Which throwables are failures, unless they are ignored; {@code null} if all are. */
    public @Nullable Predicate<Throwable> failures() {
        return outcomes.failures();
    }

    /** Which results are failures, unless they are ignored; {@code null} if none are. */
    public @Nullable Predicate<@Nullable Object> failedResults() {
        return outcomes.failedResults();
    }

    /** Whether a cancellation counts like any other throwable. */
    public boolean failsOnCancellation() {
        return outcomes.failOnCancellation();
    }

    /**
     * What callers of rejected calls get where a method may throw it, by its type, in the order given: of several that
     * fit, the last is taken. Empty if they get the {@link CallRejectedException}.
     */
    public Map<Class<? extends Throwable>, Function<? super CallRejectedException, ? extends Throwable>> rejectAs() {
        return rejectAs;
    }

    /** When a fallback answers, unless {@link #fallbackWhen()} decides. */
    public FallbackOn fallbackOn() {
        return fallbackOn;
    }

    /** Which causes a fallback answers; {@code null} if {@link #fallbackOn()} decides. */
    public @Nullable Predicate<? super Throwable> fallbackWhen() {
        return fallbackWhen;
    }

    /** How many concurrent fallback calls a method may have; {@link Integer#MAX_VALUE} if there is no limit. */
    public int maxConcurrentFallbacks() {
        return maxConcurrentFallbacks;
    }

    /** Whether elapsed time is measured even if no rule and no listener needs it. */
    public boolean measuresTime() {
        return measureTime;
    }

    /** The listener factories, in the order in which their listeners are notified. */
    public List<BreakerListener.Factory> listeners() {
        return listeners;
    }

    /** The source of time. */
    public Ticker ticker() {
        return ticker;
    }

    /**
     * All that makes two configurations do the same, each of them a value, or equal to itself alone.
     *
     * <p>Whoever adds a setting adds it here: a change of it would else be none (S47).
     */
    private List<@Nullable Object> values() {
        return Arrays.asList(
                allRules,
                openFor,
                successThreshold,
                probes(),
                probeLease(),
                outcomes,
                List.copyOf(rejectAs.entrySet()),
                fallbackOn,
                fallbackWhen,
                maxConcurrentFallbacks,
                measureTime,
                listeners,
                ticker);
    }

    /** Whether {@code other} does the same: types are compared by value, predicates and functions by identity (S47). */
    @Override
    public boolean equals(@Nullable Object other) {
        return other == this || (other instanceof BreakerConfig that && values().equals(that.values()));
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    /**
     * For example
     * {@code trips at 5 consecutive failures; open for 1 min; closes after 2 successes, 2 probes at a time}.
     */
    @Override
    public String toString() {
        String trips =
                String.join(", or ", allRules.stream().map(Object::toString).toList());
        return "trips at " + trips + "; open for " + openFor + "; closes after " + successThreshold
                + (successThreshold == 1 ? " success, " : " successes, ") + probes()
                + (probes() == 1 ? " probe" : " probes") + " at a time";
    }
}
