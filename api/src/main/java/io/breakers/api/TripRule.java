package io.breakers.api;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A condition that trips a closed breaker. A breaker trips when any of its rules fires; the one that fired is reported
 * in the transition, the rejection and the statistics. Rules are immutable values; {@code toString()} describes them in
 * words.
 */
public sealed interface TripRule permits TripRule.ConsecutiveFailures, TripRule.FailuresWithin, TripRule.Rate {
    /**
     * Returns a rule that fires at the {@code failures}-th failure with no success in between. Ignored and cancelled
     * calls neither count nor reset the count (S7).
     *
     * @throws IllegalArgumentException if {@code failures} is less than 1
     */
    static ConsecutiveFailures consecutiveFailures(int failures) {
        return new ConsecutiveFailures(failures);
    }

    /**
     * Returns a rule that fires when the last {@code failures} failures lie less than {@code within} apart, to the
     * nanosecond, whatever succeeded in between (S9).
     *
     * @throws IllegalArgumentException if {@code failures} is not from 1 to 10,000,000, or {@code within} is not
     *     positive
     */
    static FailuresWithin failures(int failures, Duration within) {
        return new FailuresWithin(failures, within);
    }

    /**
     * Returns a rule that fires when {@code failures / calls >= rate} in the window, provided that the window holds its
     * {@linkplain Rate#minimumCalls(int) minimum number of calls} (S8).
     *
     * @param rate in (0, 1], taken at its decimal value: 7 failures of 100 calls reach 0.07
     * @throws IllegalArgumentException if {@code rate} is not in (0, 1]
     */
    static Rate failureRate(double rate, Window window) {
        return new Rate(Checks.rate("failureRate", rate), null, window, 0);
    }

    /**
     * Returns a rule that fires when the share of calls, successful or not, that took {@code slowerThan} or longer
     * reaches {@code rate} (S10).
     *
     * @param rate in (0, 1], taken at its decimal value
     * @throws IllegalArgumentException if {@code rate} is not in (0, 1], or {@code slowerThan} is not positive
     */
    static Rate slowCallRate(double rate, Duration slowerThan, Window window) {
        return new Rate(Checks.rate("slowCallRate", rate), Checks.positive("slowerThan", slowerThan), window, 0);
    }

    /** The rule of {@link TripRule#consecutiveFailures}. */
    final class ConsecutiveFailures implements TripRule {
        private final int failures;

        private ConsecutiveFailures(int failures) {
            this.failures = Checks.positive("failures", failures);
        }

        /** How many consecutive failures trip the breaker. */
        public int failures() {
            return failures;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ConsecutiveFailures that && failures == that.failures;
        }

        @Override
        public int hashCode() {
            return failures;
        }

        @Override
        public String toString() {
            return failures == 1 ? "1 failure" : failures + " consecutive failures";
        }
    }

    /** The rule of {@link TripRule#failures}. */
    final class FailuresWithin implements TripRule {
        private final int failures;
        private final Duration within;

        private FailuresWithin(int failures, Duration within) {
            if (failures < 1 || failures > Window.MAX_CALLS) {
                throw new IllegalArgumentException(
                        "failures must be from 1 to " + Window.MAX_CALLS + ", was " + failures);
            }
            this.failures = failures;
            this.within = Checks.positive("within", within);
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
            return other instanceof FailuresWithin that && failures == that.failures && within.equals(that.within);
        }

        @Override
        public int hashCode() {
            return Objects.hash(failures, within);
        }

        @Override
        public String toString() {
            return failures + (failures == 1 ? " failure" : " failures") + " within " + Checks.text(within);
        }
    }

    /** The rule of {@link TripRule#failureRate} and {@link TripRule#slowCallRate}. */
    final class Rate implements TripRule {
        private static final int DEFAULT_MINIMUM_OF_A_DURATION = 20;

        private final double rate;
        private final @Nullable Duration slowerThan;
        private final Window window;
        private final int minimumCalls;

        private Rate(double rate, @Nullable Duration slowerThan, Window window, int minimumCalls) {
            this.rate = rate;
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
            return new Rate(rate, slowerThan, window, Checks.positive("minimumCalls", minimumCalls));
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

        /** The elapsed time from which a call is slow; {@code null} if this rule counts failures. */
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
                    && Objects.equals(slowerThan, that.slowerThan)
                    && window.equals(that.window)
                    && minimumCalls() == that.minimumCalls();
        }

        @Override
        public int hashCode() {
            return Objects.hash(rate, slowerThan, window, minimumCalls());
        }

        @Override
        public String toString() {
            String what = slowerThan == null ? "failed" : "took " + Checks.text(slowerThan) + " or longer";
            return Checks.percent(rate) + " of " + window + " " + what;
        }
    }
}
