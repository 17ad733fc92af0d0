package io.breakers.api;

import org.jspecify.annotations.Nullable;

/**
 * One change of state. The transitions of a breaker form a chain: each one's {@link #from()} is the {@link #to()} of the
 * one before, and their numbers rise by one from 1 (S42).
 */
public interface Transition {
    /** The state that was left. */
    BreakerState from();

    /** The state that was entered. */
    BreakerState to();

    /** Why, as a sentence for people: the rule and its numbers, the wait that is over, the operator. */
    String reason();

    /** The rule that tripped the breaker, if this is a trip; else {@code null}. */
    @Nullable
    TripRule rule();

    /** Which transition of the breaker this is, counted from 1. */
    long number();
}
