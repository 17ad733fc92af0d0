package io.breakers.reference;

import io.breakers.api.BreakerState;
import io.breakers.reference.ReferenceBreaker.Outcome;

/** A breaker of another library, on virtual time. */
interface Peer {
    boolean acquire();

    void end(Outcome outcome, long elapsed);

    BreakerState state();

    /** Does what the operator does, if the library has that; else says that it has not, and the step is left out. */
    boolean operate(Step.Kind operation);
}
