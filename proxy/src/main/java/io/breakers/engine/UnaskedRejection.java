package io.breakers.engine;

import io.breakers.api.CallRejectedException;

/**
 * Represents the rejection of a call if nobody asks for the reason: one instance for all calls that an open breaker passes to a
 * fallback, so that they allocate nothing. It never leaves the engine: code that does ask gets the exception that {@link #explain}
 * creates.
 */
final class UnaskedRejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Open state;

    UnaskedRejection(Open state) {
        super(null, null, false, false);
        this.state = state;
    }

    /** The rejection, with the wait that remains by now. */
    CallRejectedException explain(StateMachine breaker) {
        return state.reject(breaker, breaker.now());
    }
}
