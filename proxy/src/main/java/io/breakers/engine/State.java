package io.breakers.engine;

import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import org.jspecify.annotations.Nullable;

/**
 * A state of a breaker: complete when created, replaced as a whole by one compare-and-set (S21), compared by identity. Each state
 * owns its data and refers to the settings it uses, so that new settings are just another replacement.
 */
abstract sealed class State permits Closed, Open, HalfOpen, ForcedOpen, Disabled {
    final Settings settings;

    /** The transition that led here; the number of transitions so far is its number. */
    final Step step;

    /** When it was entered, by the ticker. */
    final long since;

    State(Settings settings, Step step, long since) {
        this.settings = settings;
        this.step = step;
        this.since = since;
    }

    abstract BreakerState kind();

    /**
     * Lets a call in or refuses it; {@code null} if this state was just left and the caller should look again.
     *
     * <p>May change the breaker's state; the change is then published by the breaker.
     *
     * @param asksWhy whether anybody will look at the exception of a refusal
     */
    abstract @Nullable Admission admit(StateMachine breaker, boolean asksWhy);

    /** Called when another state has taken this one's place: what only this state needs can go, although calls that it let in may hold it for long. */
    void leave() {}

    /** Why the breaker is in this state, for people. */
    String reason() {
        return step.reason();
    }

    /** The rule that tripped the breaker, as long as that matters. */
    @Nullable
    TripRule rule() {
        return null;
    }

    /** Class and message of the failure that tripped the breaker, as long as that matters. */
    @Nullable
    String lastFailure() {
        return null;
    }
}
