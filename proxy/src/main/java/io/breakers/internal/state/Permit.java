package io.breakers.internal.state;

import io.breakers.internal.settings.Settings;

/**
 * The right of a call to reach the target, tied to the state that granted it.
 *
 * <p>A call ends once (S19), through {@link CallAccounts}, which tells its permit how. That acts only on the state that
 * granted the permit (S20), and may change the breaker's state; the change is published when the call has been
 * accounted for.
 */
public sealed interface Permit extends Admission
        permits Closed, Operator.Disabled, Probe, Sparing.Spared, ThreadPermit {
    /** The state that granted it. */
    State state();

    /** The settings of that state. */
    default Settings settings() {
        return state().settings;
    }

    /** Where the call is accounted for. */
    default CallAccounts accounts() {
        return state().machine.accounts();
    }

    /** Whether its call is one of those that decide in HALF_OPEN. */
    default boolean isProbe() {
        return false;
    }

    /** The target answered. */
    void onSuccess(long elapsed, long now);

    /**
     * The call failed.
     *
     * @param failure what the target threw, or what stands for a result that counts as a failure
     */
    void onFailure(long elapsed, long now, Throwable failure);

    /** The call was ignored or cancelled: it decides nothing (S17). */
    void onRelease();
}
