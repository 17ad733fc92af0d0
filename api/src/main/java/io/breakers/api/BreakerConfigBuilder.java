package io.breakers.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link BreakerConfig}. Each argument is checked when it is given, relations between arguments in
 * {@link #build()}. Not thread-safe.
 */
public final class BreakerConfigBuilder {
    private static final TripRule DEFAULT_RULE = TripRule.consecutiveFailures(5);
    private static final int MAX_PROBES = 10_000;

    @Nullable
    TripRule failureThreshold;

    final List<TripRule> namedRules = new ArrayList<>();
    OpenWait openFor = OpenWait.fixed(Duration.ofSeconds(60));
    int successThreshold = 2;
    int probes;

    @Nullable
    Duration probeLease;

    @Nullable
    Predicate<Throwable> ignored;

    @Nullable
    Predicate<Throwable> failures;

    @Nullable
    Predicate<@Nullable Object> failedResults;

    boolean failOnCancellation;
    FallbackOn fallbackOn = FallbackOn.REJECTION_OR_FAILURE;

    @Nullable
    Predicate<? super Throwable> fallbackWhen;

    int maxConcurrentFallbacks = Integer.MAX_VALUE;
    boolean measureTime;
    final List<BreakerListener.Factory> listeners = new ArrayList<>();
    Ticker ticker = Ticker.system();

    BreakerConfigBuilder() {}

    BreakerConfigBuilder(BreakerConfig config) {
        failureThreshold = config.failureThreshold;
        namedRules.addAll(config.namedRules);
        openFor = config.openFor;
        successThreshold = config.successThreshold;
        probes = config.probes;
        probeLease = config.probeLease;
        ignored = config.ignored;
        failures = config.failures;
        failedResults = config.failedResults;
        failOnCancellation = config.failOnCancellation;
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
        failureThreshold = TripRule.consecutiveFailures(Checks.positive("failureThreshold", failures));
        return this;
    }

    /**
     * Adds a trip rule. The breaker trips when any rule fires, including {@link #failureThreshold}; adding the first
     * rule removes the default one (S12a).
     */
    public BreakerConfigBuilder tripWhen(TripRule rule) {
        namedRules.add(Objects.requireNonNull(rule, "rule"));
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
     * Limits how many probes may be in flight at a time (S16). Defaults to {@link #successThreshold}.
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
        return ignoreWhen(instanceOfAny(List.of(types)));
    }

    /**
     * Counts matching throwables neither as failures nor as successes. Takes precedence over {@link #failWhen} (S24).
     * May be repeated.
     */
    public BreakerConfigBuilder ignoreWhen(Predicate<? super Throwable> matches) {
        ignored = or(ignored, Objects.requireNonNull(matches, "ignoreWhen"));
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
        return failWhen(instanceOfAny(List.of(types)));
    }

    /**
     * Counts only matching throwables as failures, as {@link #failOn} does. Defaults to every throwable. May be
     * repeated.
     */
    public BreakerConfigBuilder failWhen(Predicate<? super Throwable> matches) {
        failures = or(failures, Objects.requireNonNull(matches, "failWhen"));
        return this;
    }

    /**
     * Counts matching results as failures. The caller still gets the result, unless a fallback answers. The predicate
     * is called with the results of every method that has this configuration, {@code null} included. Defaults to none.
     * May be repeated.
     */
    public BreakerConfigBuilder failOnResult(Predicate<? super @Nullable Object> matches) {
        failedResults = or(failedResults, Objects.requireNonNull(matches, "failOnResult"));
        return this;
    }

    /**
     * Treats an interrupted caller and a cancelled future like any other throwable. By default they count neither as
     * failures nor as successes (S25).
     */
    public BreakerConfigBuilder failOnCancellation() {
        failOnCancellation = true;
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
        for (TripRule rule : namedRules) {
            if (rule instanceof TripRule.Rate rate
                    && rate.window().duration() == null
                    && rate.minimumCalls() > rate.window().calls()) {
                throw new IllegalArgumentException("minimumCalls (" + rate.minimumCalls() + ") exceeds the window of "
                        + rate.window().calls() + " calls: the rule could never fire");
            }
        }
        if (probes == 0) {
            atMostMaxProbes("probes (by default the successThreshold)", successThreshold);
        }
        return new BreakerConfig(this);
    }

    List<TripRule> rules() {
        var rules = new ArrayList<TripRule>();
        if (failureThreshold != null) {
            rules.add(failureThreshold);
        }
        rules.addAll(namedRules);
        return rules.isEmpty() ? List.of(DEFAULT_RULE) : List.copyOf(rules);
    }

    private static int atMostMaxProbes(String name, int probes) {
        if (probes > MAX_PROBES) {
            throw new IllegalArgumentException(name + " must be at most " + MAX_PROBES + ", was " + probes);
        }
        return probes;
    }

    private static Predicate<Throwable> instanceOfAny(List<Class<? extends Throwable>> types) {
        return thrown -> types.stream().anyMatch(type -> type.isInstance(thrown));
    }

    private static <T extends @Nullable Object> Predicate<T> or(
            @Nullable Predicate<T> one, Predicate<? super T> other) {
        return one == null ? other::test : one.or(other);
    }
}
