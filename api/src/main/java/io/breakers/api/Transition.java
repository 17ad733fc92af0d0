package io.breakers.api;

import org.jspecify.annotations.Nullable;

/**
 * One state change of a breaker. Transitions form a chain: the {@link #from()} of each is the {@link #to()} of the
 * previous one, and they are numbered consecutively from 1 (S42).
 */
public interface Transition {
    /** The state that was left. */
    BreakerState from();

    /** The state that was entered. */
    BreakerState to();

    /** The reason in words: the rule and its numbers, the end of the wait, or the operator. */
    String reason();

    /** The rule that tripped the breaker if this is a trip; otherwise {@code null}. */
    @Nullable
    TripRule rule();

    /** The number of this transition of the breaker, counted from 1. */
    long number();
}
