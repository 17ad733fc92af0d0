package io.breakers.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition that trips a closed breaker. A breaker trips when any of its rules fires; the one that fired is reported
 * in the transition, the rejection and the statistics. Rules are immutable values; {@code toString()} describes them in
 * words.
 */
@SuppressWarnings("varargs") // List.of only reads the arrays
public sealed interface TripRule permits TripRule.ConsecutiveFailures, TripRule.FailuresWithin, TripRule.Rate {
    /**
     * Returns a rule that fires at the {@code failures}-th failure with no success in between. Ignored and cancelled
     * calls neither count nor reset the count (S7).
     *
     * @throws IllegalArgumentException if {@code failures} is less than 1
     */
    static ConsecutiveFailures consecutiveFailures(int failures) {
        return new ConsecutiveFailures(failures, FailureTypes.ALL);
    }

    /**
     * Returns a rule that fires when the last {@code failures} failures lie less than {@code within} apart, to the
     * nanosecond, whatever succeeded in between (S9).
     *
     * @throws IllegalArgumentException if {@code failures} is not from 1 to 10,000,000, or {@code within} is not
     *     positive
     */
    static FailuresWithin failures(int failures, Duration within) {
        return new FailuresWithin(failures, within, FailureTypes.ALL);
    }

    /**
     * Returns a rule that fires when {@code failures / calls >= rate} in the window, provided that the window holds its
     * {@linkplain Rate#minimumCalls(int) minimum number of calls} (S8).
     *
     * @param rate in (0, 1], taken at its decimal value: 7 failures of 100 calls reach 0.07
     * @throws IllegalArgumentException if {@code rate} is not in (0, 1]
     */
    static Rate failureRate(double rate, Window window) {
        return new Rate(Checks.rate("failureRate", rate), FailureTypes.ALL, null, window, 0);
    }

    /**
     * Returns a rule that fires when the share of calls, successful or not, that took {@code slowerThan} or longer
     * reaches {@code rate} (S10).
     *
     * @param rate in (0, 1], taken at its decimal value
     * @throws IllegalArgumentException if {@code rate} is not in (0, 1], or {@code slowerThan} is not positive
     */
    static Rate slowCallRate(double rate, Duration slowerThan, Window window) {
        return new Rate(Checks.rate("slowCallRate", rate), null, Checks.positive("slowerThan", slowerThan), window, 0);
    }

    /**
     * Returns a rule that fires when the share of bad calls reaches {@code rate}: of those that failed, or took
     * {@code slowerThan} or longer, each counted once (S10a).
     *
     * @param rate in (0, 1], taken at its decimal value
     * @throws IllegalArgumentException if {@code rate} is not in (0, 1], or {@code slowerThan} is not positive
     */
    static Rate badCallRate(double rate, Duration slowerThan, Window window) {
        return new Rate(
                Checks.rate("badCallRate", rate),
                FailureTypes.ALL,
                Checks.positive("slowerThan", slowerThan),
                window,
                0);
    }

    /**
     * The types of which a failure has to be an instance to count for this rule; empty if all failures count, or none
     * does.
     */
    Set<Class<? extends Throwable>> types();

    /** The rule of {@link TripRule#consecutiveFailures}. */
    final class ConsecutiveFailures implements TripRule {
        private final int failures;

        private final FailureTypes types;

        private ConsecutiveFailures(int failures, FailureTypes types) {
            this.failures = Checks.positive("failures", failures);
            this.types = types;
        }

        /**
         * Returns this rule, counting only failures of these types and their subtypes. Other failures neither count nor
         * reset the count (S7a).
         *
         * @throws IllegalArgumentException if no type is given
         */
        @SafeVarargs
        public final ConsecutiveFailures of(Class<? extends Throwable>... types) {
            return new ConsecutiveFailures(failures, FailureTypes.of(Checks.all("types", types)));
        }

        @Override
        public Set<Class<? extends Throwable>> types() {
            return types.types();
        }

        /** How many consecutive failures trip the breaker. */
        public int failures() {
            return failures;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ConsecutiveFailures that && failures == that.failures && types.equals(that.types);
        }

        @Override
        public int hashCode() {
            return 31 * failures + types.hashCode();
        }

        @Override
        public String toString() {
            return (failures == 1 ? "1 failure" : failures + " consecutive failures") + types.text("of");
        }
    }

    /** The rule of {@link TripRule#failures}. */
    final class FailuresWithin implements TripRule {
        private final int failures;
        private final Duration within;

        private final FailureTypes types;

        private FailuresWithin(int failures, Duration within, FailureTypes types) {
            if (failures < 1 || failures > Window.MAX_CALLS) {
                throw new IllegalArgumentException(
                        "failures must be from 1 to " + Window.MAX_CALLS + ", was " + failures);
            }
            this.failures = failures;
            this.within = Checks.positive("within", within);
            this.types = types;
        }

        /**
         * Returns this rule, counting only failures of these types and their subtypes (S7a).
         *
         * @throws IllegalArgumentException if no type is given
         */
        @SafeVarargs
        public final FailuresWithin of(Class<? extends Throwable>... types) {
            return new FailuresWithin(failures, within, FailureTypes.of(Checks.all("types", types)));
        }

        @Override
        public Set<Class<? extends Throwable>> types() {
            return types.types();
        }

        /** How many failures trip the breaker. */
        public int failures() {
            return failures;
        }

        /** The time within which they must lie. */
        public Duration within() {
            return within;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof FailuresWithin that
                    && failures == that.failures
                    && within.equals(that.within)
                    && types.equals(that.types);
        }

        @Override
        public int hashCode() {
            return Objects.hash(failures, within, types);
        }

        @Override
        public String toString() {
            String what = (failures == 1 ? " failure" : " failures") + types.text("of");
            return failures + what + " within " + Checks.text(within);
        }
    }

    /** The rule of {@link TripRule#failureRate}, {@link TripRule#slowCallRate} and {@link TripRule#badCallRate}. */
    final class Rate implements TripRule {
        private static final int DEFAULT_MINIMUM_OF_A_DURATION = 20;

        private final double rate;

        /** Of the failures that count; {@code null} if none does. */
        private final @Nullable FailureTypes failures;

        private final @Nullable Duration slowerThan;
        private final Window window;
        private final int minimumCalls;

        private Rate(
                double rate,
                @Nullable FailureTypes failures,
                @Nullable Duration slowerThan,
                Window window,
                int minimumCalls) {
            this.rate = rate;
            this.failures = failures;
            this.slowerThan = slowerThan;
            this.window = Objects.requireNonNull(window, "window");
            this.minimumCalls = minimumCalls;
        }

        /**
         * Returns this rule with another minimum, the number of calls that the window must hold before the rule can
         * fire. Defaults to the size of a window of calls, and to 20 for a window of time (S11).
         * {@link BreakerConfigBuilder#build()} rejects a minimum that exceeds a window of calls.
         *
         * @throws IllegalArgumentException if {@code minimumCalls} is less than 1
         */
        public Rate minimumCalls(int minimumCalls) {
            return new Rate(rate, failures, slowerThan, window, Checks.positive("minimumCalls", minimumCalls));
        }

        /**
         * Returns this rule, counting only failures of these types and their subtypes. Other failures are good calls in
         * the window, unless they are slow and that counts (S7a).
         *
         * @throws IllegalArgumentException if no type is given, or this is a slow-call rule, which counts no failures
         */
        @SafeVarargs
        public final Rate of(Class<? extends Throwable>... types) {
            if (failures == null) {
                throw new IllegalArgumentException(
                        "slowCallRate counts slow calls of every outcome; leave of out, or use badCallRate");
            }
            return new Rate(rate, FailureTypes.of(Checks.all("types", types)), slowerThan, window, minimumCalls);
        }

        /** Whether failures count. */
        public boolean countsFailures() {
            return failures != null;
        }

        @Override
        public Set<Class<? extends Throwable>> types() {
            return failures == null ? Set.of() : failures.types();
        }

        /** How many calls the window must hold before the rule can fire. */
        public int minimumCalls() {
            if (minimumCalls > 0) {
                return minimumCalls;
            }
            return window.duration() == null ? window.calls() : DEFAULT_MINIMUM_OF_A_DURATION;
        }

        /** The share that trips the breaker, in (0, 1]. */
        public double rate() {
            return rate;
        }

        /** The elapsed time from which a call is slow, and counts; {@code null} if only failures count. */
        public @Nullable Duration slowerThan() {
            return slowerThan;
        }

        /** The calls that the rule looks at. */
        public Window window() {
            return window;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Rate that
                    && rate == that.rate
                    && Objects.equals(failures, that.failures)
                    && Objects.equals(slowerThan, that.slowerThan)
                    && window.equals(that.window)
                    && minimumCalls() == that.minimumCalls();
        }

        @Override
        public int hashCode() {
            return Objects.hash(rate, failures, slowerThan, window, minimumCalls());
        }

        @Override
        public String toString() {
            String failed = failures == null ? "" : " failed" + failures.text("with");
            String slow = slowerThan == null ? "" : " took " + Checks.text(slowerThan) + " or longer";
            String or = failed.isEmpty() || slow.isEmpty() ? "" : " or";
            return Checks.percent(rate) + " of " + window + failed + or + slow;
        }
    }
}
