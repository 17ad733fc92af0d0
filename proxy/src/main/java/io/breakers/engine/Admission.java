package io.breakers.engine;

/** The answer of a breaker to a call that asks for a permit. */
public sealed interface Admission permits Permit, Refusal {}
