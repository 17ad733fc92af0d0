package io.breakers.api;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reason to open a closed breaker. The rules of a breaker are OR-ed; the one that fired is reported in the transition, the rejection and the
 * statistics. Immutable values; {@code toString()} is a phrase for people.
 */
public sealed interface TripRule permits TripRule.ConsecutiveFailures, TripRule.FailuresWithin, TripRule.Rate {
    /**
     * Fires at the {@code failures}-th failure with no success between them; ignored and cancelled calls do not interrupt the row (S7).
     *
     * @throws IllegalArgumentException if {@code failures} is less than 1
     */
    static ConsecutiveFailures consecutiveFailures(int failures) {
        return new ConsecutiveFailures(failures);
    }

    /**
     * Fires when the last {@code failures} failures lie less than {@code within} apart, exactly, whatever succeeded between them (S9).
     *
     * @throws IllegalArgumentException if {@code failures} is not from 1 to 10,000,000, or {@code within} is not positive
     */
    static FailuresWithin failures(int failures, Duration within) {
        return new FailuresWithin(failures, within);
    }

    /**
     * Fires when {@code failures / calls >= rate} in the window, and the window holds its {@link Rate#minimumCalls(int) minimum of calls} (S8).
     *
     * @param rate in (0, 1], taken by its decimal value: 0.07 of 100 calls is reached by 7 failures
     * @throws IllegalArgumentException if {@code rate} is outside
     */
    static Rate failureRate(double rate, Window window) {
        return new Rate(Checks.rate("failureRate", rate), null, window, 0);
    }

    /**
     * Fires when the share of calls that took {@code slowerThan} or longer reaches {@code rate}, successful or not (S10).
     *
     * @param rate in (0, 1], taken by its decimal value
     * @throws IllegalArgumentException if {@code rate} is outside, or {@code slowerThan} is not positive
     */
    static Rate slowCallRate(double rate, Duration slowerThan, Window window) {
        return new Rate(Checks.rate("slowCallRate", rate), Checks.positive("slowerThan", slowerThan), window, 0);
    }

    /** See {@link TripRule#consecutiveFailures}. */
    final class ConsecutiveFailures implements TripRule {
        private final int failures;

        private ConsecutiveFailures(int failures) {
            this.failures = Checks.positive("failures", failures);
        }

        /** How many failures in a row trip the breaker. */
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

    /** See {@link TripRule#failures}. */
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

        /** The time that they must lie in. */
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

    /** See {@link TripRule#failureRate} and {@link TripRule#slowCallRate}. */
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
         * Returns this rule with another minimum: how many calls the window must hold before the rule can fire. Defaults to the whole
         * window if it is one of calls, and to 20 if it is one of time (S11). More than a window of calls can hold is
         * refused by {@link BreakerConfigBuilder#build()}.
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

        /** From which elapsed time a call is slow; {@code null} if this rule is about failures. */
        public @Nullable Duration slowerThan() {
            return slowerThan;
        }

        /** The calls that are looked at. */
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
