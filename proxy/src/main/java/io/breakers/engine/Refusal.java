package io.breakers.engine;

import io.breakers.api.CallRejectedException;

/**
 * A rejected call.
 *
 * @param exception a {@link CallRejectedException} that says why, as it was when that was decided (S28); an {@link UnaskedRejection} where nobody asks
 */
public record Refusal(RuntimeException exception) implements Admission {
    /** The exception for a call that {@code state} rejects; {@code Long.MAX_VALUE} nanoseconds are for ever. */
    static CallRejectedException exception(StateMachine breaker, State state, long retryAfter) {
        return new CallRejectedException(
                breaker.name(), state.kind(), state.reason(), state.rule(), state.lastFailure(), retryAfter);
    }
}
