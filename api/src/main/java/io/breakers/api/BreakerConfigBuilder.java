package io.breakers.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link BreakerConfig}. Each argument is checked when it is given, relations between arguments in
 * {@link #build()}. Not thread-safe.
 */
public final class BreakerConfigBuilder {
    TripRules rules = TripRules.DEFAULT;
    OpenWait openFor = OpenWait.fixed(Duration.ofSeconds(60));
    ProbeRules probing = ProbeRules.DEFAULT;
    double enforce = 1;
    OutcomeRules outcomes = OutcomeRules.DEFAULT;
    AnswerRules answers = AnswerRules.DEFAULT;
    boolean measureTime;
    final List<BreakerListener.Factory> listeners = new ArrayList<>();
    Ticker ticker = Ticker.system();

    BreakerConfigBuilder() {}

    BreakerConfigBuilder(BreakerConfig config) {
        rules = config.rules;
        openFor = config.openFor;
        probing = config.probing;
        enforce = config.enforce;
        outcomes = config.outcomes;
        answers = config.answers;
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
    public BreakerConfigBuilder rules(TripRule... rules) {
        if (Objects.requireNonNull(rules, "rules").length == 0) {
            throw new IllegalArgumentException("rules needs at least one rule, else the breaker could never trip");
        }
        TripRules replaced = TripRules.DEFAULT;
        for (TripRule rule : rules) {
            replaced = replaced.with(Objects.requireNonNull(rule, "rule"));
        }
        this.rules = replaced;
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
     * Sets the share of rejections in OPEN and HALF_OPEN that are carried out, from 0 to 1, taken at its decimal value.
     * The other calls are {@linkplain BreakerStats#spared() spared}: they reach the target and decide nothing. So 0 is
     * a dry run. FORCED_OPEN rejects every call all the same (S49). Defaults to 1.
     *
     * @throws IllegalArgumentException if {@code share} is not from 0 to 1
     */
    public BreakerConfigBuilder enforce(double share) {
        enforce = Checks.share("enforce", share);
        return this;
    }

    /**
     * Closes the breaker after the given number of successful probes, of which none may fail. Defaults to 2.
     *
     * @throws IllegalArgumentException if {@code successes} is less than 1
     */
    public BreakerConfigBuilder successThreshold(int successes) {
        probing = probing.withThreshold(successes, successes);
        return this;
    }

    /**
     * Closes the breaker after {@code successes} of {@code probes}, and opens it as soon as so many have failed that
     * these cannot be reached any more (S50).
     *
     * @throws IllegalArgumentException if {@code successes} is less than 1 or more than {@code probes}
     */
    public BreakerConfigBuilder successThreshold(int successes, int probes) {
        probing = probing.withThreshold(successes, probes);
        return this;
    }

    /**
     * Limits how many probes may be in flight at a time, which are never more than may still be needed (S16, S50).
     * Defaults to the number of probes of {@link #successThreshold}.
     *
     * @throws IllegalArgumentException if {@code probes} is not from 1 to 10,000
     */
    public BreakerConfigBuilder probes(int probes) {
        probing = probing.withProbes(probes);
        return this;
    }

    /**
     * Lets more probes in at a time as they succeed: whenever as many have succeeded as {@link #probes} allows, that is
     * multiplied by {@code factor}, taken at its decimal value, and rounded up, to 10,000 at most (S51). Defaults to 1.
     *
     * @throws IllegalArgumentException if {@code factor} is not a finite number of at least 1
     */
    public BreakerConfigBuilder growProbes(double factor) {
        probing = probing.withGrowth(factor);
        return this;
    }

    /**
     * Counts a probe that takes this long as failed (S18). Defaults to the base wait, but at least 30 s.
     *
     * @throws IllegalArgumentException if {@code lease} is not positive
     */
    public BreakerConfigBuilder probeLease(Duration lease) {
        probing = probing.withLease(lease);
        return this;
    }

    /**
     * Counts throwables of these types, and of their subtypes, neither as failures nor as successes. Takes precedence
     * over {@link #failOn} (S24). May be repeated.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only reads the array
    public final BreakerConfigBuilder ignore(Class<? extends Throwable>... types) {
        outcomes = outcomes.ignoring(Matching.of(Checks.all("types", types)));
        return this;
    }

    /**
     * Counts matching throwables neither as failures nor as successes. Takes precedence over {@link #failWhen} (S24).
     * May be repeated.
     */
    public BreakerConfigBuilder ignoreWhen(Predicate<? super Throwable> matches) {
        outcomes = outcomes.ignoring(Matching.of(Objects.requireNonNull(matches, "ignoreWhen")));
        return this;
    }

    /**
     * Counts matching results neither as failures nor as successes, for example answers from a cache. Takes precedence
     * over {@link #failOnResult} (S24). The predicate is called with the results of every method that has this
     * configuration, {@code null} included. Defaults to none. May be repeated.
     */
    public BreakerConfigBuilder ignoreResult(Predicate<? super @Nullable Object> matches) {
        outcomes = outcomes.ignoringResults(Matching.of(Objects.requireNonNull(matches, "ignoreResult")));
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
        if (Objects.requireNonNull(types, "types").length == 0) {
            throw new IllegalArgumentException(
                    "failOn needs at least one type, else nothing is a failure; leave it out to count every throwable");
        }
        outcomes = outcomes.failing(Matching.of(Checks.all("types", types)));
        return this;
    }

    /** Counts only matching throwables as failures, as {@link #failOn} does. Defaults to all. May be repeated. */
    public BreakerConfigBuilder failWhen(Predicate<? super Throwable> matches) {
        outcomes = outcomes.failing(Matching.of(Objects.requireNonNull(matches, "failWhen")));
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
        outcomes = outcomes.failingResults(Matching.of(Objects.requireNonNull(matches, "failOnResult")));
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
        answers = answers.withRejection(
                Objects.requireNonNull(type, "type"), Objects.requireNonNull(function, "function"));
        return this;
    }

    /** Sets when a fallback answers. Defaults to {@link FallbackOn#REJECTION_OR_FAILURE}. */
    public BreakerConfigBuilder fallbackOn(FallbackOn when) {
        answers = answers.withFallbacks(Objects.requireNonNull(when, "fallbackOn"), null);
        return this;
    }

    /**
     * Lets a fallback answer the causes that match: the {@link CallRejectedException} of this breaker, or what the
     * target threw, an {@link Error} included. The predicate is never called for ignored and cancelled calls (S29).
     */
    public BreakerConfigBuilder fallbackOn(Predicate<? super Throwable> matches) {
        answers = answers.withFallbacks(answers.fallbackOn(), Objects.requireNonNull(matches, "fallbackOn"));
        return this;
    }

    /**
     * Limits the concurrent fallback calls of each method; beyond the limit the caller gets the original rejection or
     * failure. Keeps a slow fallback from causing the next outage. Defaults to no limit.
     *
     * @throws IllegalArgumentException if {@code limit} is less than 1
     */
    public BreakerConfigBuilder maxConcurrentFallbacks(int limit) {
        answers = answers.withLimit(Checks.positive("maxConcurrentFallbacks", limit));
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
     *     fire (S11), or if the default number of {@link #probes} exceeds the limit of these
     */
    public BreakerConfig build() {
        rules.check();
        probing.check();
        return new BreakerConfig(this);
    }
}
