package io.breakers.api;

import org.jspecify.annotations.Nullable;

/**
 * What a configuration says of outcomes (S23 to S26). Each is {@code null} if nothing is said.
 *
 * @param ignored throwables that count neither as failures nor as successes
 * @param ignoredResults results that count neither as failures nor as successes
 * @param failures throwables that are failures; {@code null} if all are
 * @param failedResults results that are failures
 * @param failOnCancellation whether a cancellation counts like any other throwable
 */
record OutcomeRules(
        @Nullable Matching<Throwable> ignored,
        @Nullable Matching<@Nullable Object> ignoredResults,
        @Nullable Matching<Throwable> failures,
        @Nullable Matching<@Nullable Object> failedResults,
        boolean failOnCancellation) {
    static final OutcomeRules DEFAULT = new OutcomeRules(null, null, null, null, false);

    OutcomeRules ignoring(Matching<Throwable> more) {
        return new OutcomeRules(or(ignored, more), ignoredResults, failures, failedResults, failOnCancellation);
    }

    OutcomeRules ignoringResults(Matching<@Nullable Object> more) {
        return new OutcomeRules(ignored, or(ignoredResults, more), failures, failedResults, failOnCancellation);
    }

    OutcomeRules failing(Matching<Throwable> more) {
        return new OutcomeRules(ignored, ignoredResults, or(failures, more), failedResults, failOnCancellation);
    }

    /** Every throwable is a failure again. */
    OutcomeRules failingAlways() {
        return new OutcomeRules(ignored, ignoredResults, null, failedResults, failOnCancellation);
    }

    OutcomeRules failingResults(Matching<@Nullable Object> more) {
        return new OutcomeRules(ignored, ignoredResults, failures, or(failedResults, more), failOnCancellation);
    }

    OutcomeRules failingOnCancellation() {
        return new OutcomeRules(ignored, ignoredResults, failures, failedResults, true);
    }

    OutcomeRules ignoringCancellation() {
        return new OutcomeRules(ignored, ignoredResults, failures, failedResults, false);
    }

    /** A part of a sentence for each that says something, for example {@code ; ignores IOException}. */
    @Override
    public String toString() {
        return (ignored == null ? "" : "; ignores " + ignored.text())
                + (ignoredResults == null ? "" : "; ignores results that " + ignoredResults.selection())
                + (failures == null ? "" : "; fails only on " + failures.text())
                + (failedResults == null ? "" : "; fails on results that " + failedResults.selection())
                + (failOnCancellation ? "; fails on cancellation" : "");
    }

    private static <T extends @Nullable Object> Matching<T> or(@Nullable Matching<T> one, Matching<T> other) {
        return one == null ? other : one.or(other);
    }
}
