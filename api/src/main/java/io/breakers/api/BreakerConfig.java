package io.breakers.api;

import java.time.Duration;
import java.util.Arrays;
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
    final ProbeRules probing;
    final double enforce;
    final OutcomeRules outcomes;
    final AnswerRules answers;
    final boolean measureTime;
    final List<BreakerListener.Factory> listeners;
    final Ticker ticker;

    BreakerConfig(BreakerConfigBuilder builder) {
        rules = builder.rules;
        allRules = rules.all();
        openFor = builder.openFor;
        probing = builder.probing;
        enforce = builder.enforce;
        outcomes = builder.outcomes;
        answers = builder.answers;
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

    /** The share of rejections in OPEN and HALF_OPEN that are carried out, from 0 to 1. */
    public double enforce() {
        return enforce;
    }

    /** How many successful probes close the breaker. */
    public int successThreshold() {
        return probing.successes();
    }

    /** Of how many probes so many have to succeed. */
    public int successThresholdOf() {
        return probing.of();
    }

    /** How many probes may be in flight at a time, before any has succeeded. */
    public int probes() {
        return probing.probes();
    }

    /** By what that number is multiplied as they succeed; 1 if it does not grow. */
    public double growProbes() {
        return probing.growth();
    }

    /** How long a probe may take before it counts as failed. */
    public Duration probeLease() {
        Duration lease = probing.lease();
        if (lease != null) {
            return lease;
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
        return answers.rejectAs();
    }

    /** When a fallback answers, unless {@link #fallbackWhen()} decides. */
    public FallbackOn fallbackOn() {
        return answers.fallbackOn();
    }

    /** Which causes a fallback answers; {@code null} if {@link #fallbackOn()} decides. */
    public @Nullable Predicate<? super Throwable> fallbackWhen() {
        return answers.fallbackWhen();
    }

    /** How many concurrent fallback calls a method may have; {@link Integer#MAX_VALUE} if there is no limit. */
    public int maxConcurrentFallbacks() {
        return answers.maxConcurrentFallbacks();
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
                successThreshold(),
                successThresholdOf(),
                probes(),
                growProbes(),
                probeLease(),
                enforce,
                outcomes,
                List.copyOf(rejectAs().entrySet()),
                fallbackOn(),
                fallbackWhen(),
                maxConcurrentFallbacks(),
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
     * {@code trips at 5 consecutive failures; open for 1 min; closes after 2 successes, 2 probes at a time; ignores
     * CardDeclinedException}.
     */
    @Override
    public String toString() {
        String enforced = enforce == 1 ? "" : "; " + Checks.percent(enforce) + " of rejections are carried out";
        return "trips at " + rules + "; open for " + openFor + "; " + probing + enforced + outcomes;
    }
}
