package io.breakers.internal.state;

import io.breakers.api.RuleReading;
import io.breakers.api.TripRule;
import io.breakers.internal.settings.OpenBackoff;
import org.jspecify.annotations.Nullable;

/**
 * Why a breaker is not closed.
 *
 * @param number how often it has opened since it was last closed, and those before that are remembered (S52)
 * @param fired the rule that opened it first, with the numbers that did; {@code null} for an operator
 * @param lastFailure the text of the failure that opened it last
 */
record Trip(
        int number, @Nullable RuleReading fired, @Nullable String lastFailure) {
    @Nullable
    TripRule rule() {
        return fired == null ? null : fired.rule();
    }

    /** The same, after a probe has failed that did not decide. */
    Trip withLastFailure(String failure) {
        return new Trip(number, fired, failure);
    }

    /** The next trip without having been closed: by a failure, or by none. */
    Trip again(@Nullable String failure) {
        return new Trip(number + 1, fired, failure == null ? lastFailure : failure);
    }

    /**
     * The trips before a breaker was closed (S52).
     *
     * @param number of the last one
     * @param closedAt when it was closed, by the ticker
     */
    record Earlier(int number, long closedAt) {
        /** Of a new breaker, or one that was reset. */
        static final Earlier NONE = new Earlier(0, 0);

        /** The number of the trip that comes now, among those that still lengthen the wait. */
        int next(OpenBackoff backoff, long now) {
            return backoff.remembered(number, now - closedAt) + 1;
        }
    }
}
