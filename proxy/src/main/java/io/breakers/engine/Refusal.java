package io.breakers.engine;

import io.breakers.api.CallRejectedException;

/**
 * A rejected call: what there is to say about it, as it was when that was decided (S28).
 *
 * @param retryAfter nanoseconds, {@code Long.MAX_VALUE} for ever
 */
public record Refusal(String breaker, State state, long retryAfter) implements Admission {
    /** The exception that says so. */
    public CallRejectedException toException() {
        return new CallRejectedException(
                breaker, state.kind(), state.reason(), state.rule(), state.lastFailure(), retryAfter);
    }
}
