package io.breakers.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link BreakerConfig}. Each argument is checked when it is given, relations between arguments in
 * {@link #build()}. Not thread-safe.
 */
public final class BreakerConfigBuilder {
    private static final int MAX_PROBES = 10_000;

    TripRules rules = TripRules.DEFAULT;
    OpenWait openFor = OpenWait.fixed(Duration.ofSeconds(60));
    int successThreshold = 2;
    int probes;

    @Nullable
    Duration probeLease;

    OutcomeRules outcomes = OutcomeRules.DEFAULT;
    final Map<Class<? extends Throwable>, Function<? super CallRejectedException, ? extends Throwable>> rejectAs =
            new LinkedHashMap<>();
    FallbackOn fallbackOn = FallbackOn.REJECTION_OR_FAILURE;

    @Nullable
    Predicate<? super Throwable> fallbackWhen;

    int maxConcurrentFallbacks = Integer.MAX_VALUE;
    boolean measureTime;
    final List<BreakerListener.Factory> listeners = new ArrayList<>();
    Ticker ticker = Ticker.system();

    BreakerConfigBuilder() {}

    BreakerConfigBuilder(BreakerConfig config) {
        rules = config.rules;
        openFor = config.openFor;
        successThreshold = config.successThreshold;
        probes = config.probes;
        probeLease = config.probeLease;
        outcomes = config.outcomes;
        rejectAs.putAll(config.rejectAs);
        fallbackOn = config.fallbackOn;
        fallbackWhen = config.fallbackWhen;
        maxConcurrentFallbacks = config.maxConcurrentFallbacks;
        measureTime = config.measureTime;
        listeners.addAll(config.listeners);
        ticker = config.ticker;
    }

    /**
     * Trips after the given number of consecutive failures. Shorthand for
     * {@code tripWhen(TripRule.consecutiveFailures(failures))}, except that a second call replaces the first. Defaults
     * to 5, unless {@link #tripWhen} adds a rule (S12a).
     *
     * @throws IllegalArgumentException if {@code failures} is less than 1
     */
    public BreakerConfigBuilder failureThreshold(int failures) {
        rules = rules.withThreshold(Checks.positive("failureThreshold", failures));
        return this;
    }

    /**
     * Adds a trip rule. The breaker trips when any rule fires, including {@link #failureThreshold}; adding the first
     * rule removes the default one (S12a).
     */
    public BreakerConfigBuilder tripWhen(TripRule rule) {
        rules = rules.with(Objects.requireNonNull(rule, "rule"));
        return this;
    }

    /**
     * Replaces all trip rules, {@link #failureThreshold} and the default one included, so that a configuration may be
     * looser than the one that it was made from. {@link #tripWhen} and {@link #failureThreshold} go on adding (S12a).
     *
     * @throws IllegalArgumentException if no rule is given
     */
    public BreakerConfigBuilder rules(TripRule... replacements) {
        if (replacements.length == 0) {
            throw new IllegalArgumentException("rules needs at least one rule, else the breaker could never trip");
        }
        rules = TripRules.DEFAULT;
        for (TripRule rule : replacements) {
            tripWhen(rule);
        }
        return this;
    }

    /**
     * Sets how long an open breaker rejects calls before it lets probes through. Defaults to 60 s.
     *
     * @throws IllegalArgumentException if {@code wait} is not positive
     */
    public BreakerConfigBuilder openFor(Duration wait) {
        return openFor(OpenWait.fixed(Checks.positive("openFor", wait)));
    }

    /** Sets how long an open breaker rejects calls before it lets probes through. Defaults to a fixed 60 s. */
    public BreakerConfigBuilder openFor(OpenWait wait) {
        openFor = Objects.requireNonNull(wait, "openFor");
        return this;
    }

    /**
     * Closes the breaker after the given number of successful probes. Defaults to 2.
     *
     * @throws IllegalArgumentException if {@code successes} is less than 1
     */
    public BreakerConfigBuilder successThreshold(int successes) {
        successThreshold = Checks.positive("successThreshold", successes);
        return this;
    }

    /**
     * Limits how many probes may be in flight at a time, which are never more than the successes that are still needed
     * (S16). Defaults to {@link #successThreshold}.
     *
     * @throws IllegalArgumentException if {@code probes} is not from 1 to 10,000
     */
    public BreakerConfigBuilder probes(int probes) {
        this.probes = atMostMaxProbes("probes", Checks.positive("probes", probes));
        return this;
    }

    /**
     * Counts a probe that takes this long as failed (S18). Defaults to the base wait, but at least 30 s.
     *
     * @throws IllegalArgumentException if {@code lease} is not positive
     */
    public BreakerConfigBuilder probeLease(Duration lease) {
        probeLease = Checks.positive("probeLease", lease);
        return this;
    }

    /**
     * Counts throwables of these types, and of their subtypes, neither as failures nor as successes. Takes precedence
     * over {@link #failOn} (S24). May be repeated.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only reads the array
    public final BreakerConfigBuilder ignore(Class<? extends Throwable>... types) {
        return ignoreWhen(OutcomeRules.instanceOfAny(List.of(types)));
    }

    /**
     * Counts matching throwables neither as failures nor as successes. Takes precedence over {@link #failWhen} (S24).
     * May be repeated.
     */
    public BreakerConfigBuilder ignoreWhen(Predicate<? super Throwable> matches) {
        outcomes = outcomes.ignoring(Objects.requireNonNull(matches, "ignoreWhen"));
        return this;
    }

    /**
     * Counts matching results neither as failures nor as successes, for example answers from a cache. Takes precedence
     * over {@link #failOnResult} (S24). The predicate is called with the results of every method that has this
     * configuration, {@code null} included. Defaults to none. May be repeated.
     */
    public BreakerConfigBuilder ignoreResult(Predicate<? super @Nullable Object> matches) {
        outcomes = outcomes.ignoringResults(Objects.requireNonNull(matches, "ignoreResult"));
        return this;
    }

    /**
     * Counts only throwables of these types, and of their subtypes, as failures. Any other throwable is then an answer
     * of the target: it counts as a success and reaches the caller (S24). Defaults to every throwable. May be repeated.
     *
     * @throws IllegalArgumentException if no type is given
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only reads the array
    public final BreakerConfigBuilder failOn(Class<? extends Throwable>... types) {
        if (types.length == 0) {
            throw new IllegalArgumentException(
                    "failOn needs at least one type, else nothing is a failure; leave it out to count every throwable");
        }
        return failWhen(OutcomeRules.instanceOfAny(List.of(types)));
    }

    /**
     * Counts only matching throwables as failures, as {@link #failOn} does. Defaults to every throwable. May be
     * repeated.
     */
    public BreakerConfigBuilder failWhen(Predicate<? super Throwable> matches) {
        outcomes = outcomes.failing(Objects.requireNonNull(matches, "failWhen"));
        return this;
    }

    /**
     * Counts every throwable as a failure, as by default: forgets what {@link #failOn} and {@link #failWhen} have said,
     * so that a configuration may be other than the one that it was made from.
     */
    public BreakerConfigBuilder failOnAll() {
        outcomes = outcomes.failingAlways();
        return this;
    }

    /**
     * Counts matching results as failures. The caller still gets the result, unless a fallback answers. The predicate
     * is called with the results of every method that has this configuration, {@code null} included. Defaults to none.
     * May be repeated.
     */
    public BreakerConfigBuilder failOnResult(Predicate<? super @Nullable Object> matches) {
        outcomes = outcomes.failingResults(Objects.requireNonNull(matches, "failOnResult"));
        return this;
    }

    /**
     * Treats an interrupted caller and a cancelled future like any other throwable. By default they count neither as
     * failures nor as successes (S25).
     */
    public BreakerConfigBuilder failOnCancellation() {
        outcomes = outcomes.failingOnCancellation();
        return this;
    }

    /**
     * Counts an interrupted caller and a cancelled future neither as failures nor as successes, as by default: the
     * opposite of {@link #failOnCancellation} (S25).
     */
    public BreakerConfigBuilder ignoreCancellation() {
        outcomes = outcomes.ignoringCancellation();
        return this;
    }

    /**
     * Gives callers of rejected calls what {@code function} makes of the {@link CallRejectedException}, where the
     * method may throw a {@code type}: because it is unchecked, or declared. A rejection that is a signal, such as a
     * failed stage, may be of any type. Of several types the one given last that fits is taken; of one type, the last
     * function. Where none fits, where no fallback answers and the function throws, or returns {@code null}, callers
     * get the {@code CallRejectedException} (S28). Fallbacks and listeners always do.
     */
    public <X extends Throwable> BreakerConfigBuilder rejectAs(
            Class<X> type, Function<? super CallRejectedException, ? extends X> function) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(function, "function");
        rejectAs.remove(type); // so that it is the last
        rejectAs.put(type, function);
        return this;
    }

    /** Sets when a fallback answers. Defaults to {@link FallbackOn#REJECTION_OR_FAILURE}. */
    public BreakerConfigBuilder fallbackOn(FallbackOn when) {
        fallbackOn = Objects.requireNonNull(when, "fallbackOn");
        fallbackWhen = null;
        return this;
    }

    /**
     * Lets a fallback answer the causes that match: the {@link CallRejectedException} of this breaker, or what the
     * target threw, an {@link Error} included. The predicate is never called for ignored and cancelled calls (S29).
     */
    public BreakerConfigBuilder fallbackOn(Predicate<? super Throwable> matches) {
        fallbackWhen = Objects.requireNonNull(matches, "fallbackOn");
        return this;
    }

    /**
     * Limits the concurrent fallback calls of each method; beyond the limit the caller gets the original rejection or
     * failure. Keeps a slow fallback from causing the next outage. Defaults to no limit.
     *
     * @throws IllegalArgumentException if {@code limit} is less than 1
     */
    public BreakerConfigBuilder maxConcurrentFallbacks(int limit) {
        maxConcurrentFallbacks = Checks.positive("maxConcurrentFallbacks", limit);
        return this;
    }

    /** Measures elapsed time for {@link BreakerStats} even if no rule and no listener needs it. Off by default. */
    public BreakerConfigBuilder measureTime() {
        measureTime = true;
        return this;
    }

    /** Measures elapsed time only where something needs it, as by default: the opposite of {@link #measureTime}. */
    public BreakerConfigBuilder measureTimeWhereNeeded() {
        measureTime = false;
        return this;
    }

    /** Adds a listener factory; each breaker with this configuration gets its own listener. May be repeated. */
    public BreakerConfigBuilder listener(BreakerListener.Factory factory) {
        listeners.add(Objects.requireNonNull(factory, "listener"));
        return this;
    }

    /** Sets the source of time. Defaults to {@link Ticker#system()}. */
    public BreakerConfigBuilder ticker(Ticker ticker) {
        this.ticker = Objects.requireNonNull(ticker, "ticker");
        return this;
    }

    /**
     * Builds the configuration. The builder may be used further without affecting what it has built.
     *
     * @throws IllegalArgumentException if a rule's minimum number of calls exceeds its window, so that it could never
     *     fire (S11), or if {@code successThreshold} is also the number of probes and exceeds the limit of
     *     {@link #probes}
     */
    public BreakerConfig build() {
        rules.check();
        if (probes == 0) {
            atMostMaxProbes("probes (by default the successThreshold)", successThreshold);
        }
        return new BreakerConfig(this);
    }

    private static int atMostMaxProbes(String name, int probes) {
        if (probes > MAX_PROBES) {
            throw new IllegalArgumentException(name + " must be at most " + MAX_PROBES + ", was " + probes);
        }
        return probes;
    }
}
