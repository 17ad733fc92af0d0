package io.breakers.engine;

import io.breakers.api.CallRejectedException;

/**
 * Stands for the rejection of a call where nobody asks why: one for all calls that an open breaker turns over to a fallback, so that they
 * allocate nothing. It never leaves the engine: whoever asks after all gets the exception that {@link #explain} makes.
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
