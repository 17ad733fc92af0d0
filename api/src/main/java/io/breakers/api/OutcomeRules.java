package io.breakers.api;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says of outcomes (S23 to S26). Each predicate is {@code null} if there is none; one that is
 * added is asked after those that are there.
 *
 * @param ignored throwables that count neither as failures nor as successes
 * @param ignoredResults results that count neither as failures nor as successes
 * @param failures throwables that are failures; {@code null} if all are
 * @param failedResults results that are failures
 * @param failOnCancellation whether a cancellation counts like any other throwable
 */
record OutcomeRules(
        @Nullable Predicate<Throwable> ignored,
        @Nullable Predicate<@Nullable Object> ignoredResults,
        @Nullable Predicate<Throwable> failures,
        @Nullable Predicate<@Nullable Object> failedResults,
        boolean failOnCancellation) {
    static final OutcomeRules DEFAULT = new OutcomeRules(null, null, null, null, false);

    OutcomeRules ignoring(Predicate<? super Throwable> more) {
        return new OutcomeRules(or(ignored, more), ignoredResults, failures, failedResults, failOnCancellation);
    }

    OutcomeRules ignoringResults(Predicate<? super @Nullable Object> more) {
        return new OutcomeRules(ignored, or(ignoredResults, more), failures, failedResults, failOnCancellation);
    }

    OutcomeRules failing(Predicate<? super Throwable> more) {
        return new OutcomeRules(ignored, ignoredResults, or(failures, more), failedResults, failOnCancellation);
    }

    /** Every throwable is a failure again. */
    OutcomeRules failingAlways() {
        return new OutcomeRules(ignored, ignoredResults, null, failedResults, failOnCancellation);
    }

    OutcomeRules failingResults(Predicate<? super @Nullable Object> more) {
        return new OutcomeRules(ignored, ignoredResults, failures, or(failedResults, more), failOnCancellation);
    }

    OutcomeRules failingOnCancellation() {
        return new OutcomeRules(ignored, ignoredResults, failures, failedResults, true);
    }

    OutcomeRules ignoringCancellation() {
        return new OutcomeRules(ignored, ignoredResults, failures, failedResults, false);
    }

    static Predicate<Throwable> instanceOfAny(List<Class<? extends Throwable>> types) {
        return thrown -> types.stream().anyMatch(type -> type.isInstance(thrown));
    }

    private static <T extends @Nullable Object> Predicate<T> or(
            @Nullable Predicate<T> one, Predicate<? super T> other) {
        return one == null ? other::test : one.or(other);
    }
}
