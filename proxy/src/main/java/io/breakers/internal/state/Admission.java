package io.breakers.internal.state;

/** The answer of a breaker to a call that wants to come in. */
public sealed interface Admission permits Permit, Rejection {}
