package io.breakers.engine;

/** What guards a method: a {@link Guard} around a call that a proxy makes, or a {@link GuardedMethod} that makes the calls itself. */
public sealed interface MethodGuard permits Guard, GuardedMethod {}
