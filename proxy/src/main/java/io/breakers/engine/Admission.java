package io.breakers.engine;

/** What a breaker says to a call that wants to enter. */
public sealed interface Admission permits Permit, Refusal {}
