package io.breakers.engine;

import io.breakers.api.CallRejectedException;

/**
 * A rejected call.
 *
 * @param exception a {@link CallRejectedException} with the reason at the moment of the rejection (S28); an
 *     {@link UnaskedRejection} if nobody asks for the reason
 */
public record Refusal(RuntimeException exception) implements Admission {
    /** The exception for a call that {@code state} rejects; {@code Long.MAX_VALUE} nanoseconds are for ever. */
    static CallRejectedException exception(StateMachine breaker, State state, long retryAfter) {
        return new CallRejectedException(
                breaker.name(), state.kind(), state.reason(), state.rule(), state.lastFailure(), retryAfter);
    }
}
