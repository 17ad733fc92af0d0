package io.breakers.internal.state;

import io.breakers.api.TripRule;
import org.jspecify.annotations.Nullable;

/**
 * Why a breaker is not closed.
 *
 * @param number how often it has opened since it was last closed
 * @param rule what opened it first; {@code null} for an operator
 * @param lastFailure the text of the failure that opened it last
 */
record Trip(int number, @Nullable TripRule rule, @Nullable String lastFailure) {
    /** The next trip without having been closed: by a failure, or by none. */
    Trip again(@Nullable String failure) {
        return new Trip(number + 1, rule, failure == null ? lastFailure : failure);
    }
}
