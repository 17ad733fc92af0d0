package io.breakers.engine;

/**
 * The right of one call to reach the target, tied to the state that granted it.
 *
 * <p>It ends exactly once, in one of three ways (S19), each of which acts only on the state that granted it (S20). Its end may
 * change the breaker's state; the breaker publishes the change after the accounting of the call.
 */
public sealed interface Permit extends Admission permits Closed, Disabled, Probe, ThreadPermit {
    /** The settings of the state that gave this permit. */
    Settings settings();

    /** The transition that led to the state that gave this permit. */
    Step step();

    /** The target answered. */
    void succeeded(StateMachine breaker, long elapsed, long now);

    /**
     * The call failed.
     *
     * @param failure what the target threw, or the {@link FailedResult} it returned
     */
    void failed(StateMachine breaker, long elapsed, long now, Throwable failure);

    /** The call was ignored or cancelled: it decides nothing (S17). */
    void released(StateMachine breaker);
}
