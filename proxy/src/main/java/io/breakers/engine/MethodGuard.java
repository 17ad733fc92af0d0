package io.breakers.engine;

/**
 * What guards a method: a {@link Guard} around a call that a proxy makes, or a {@link GuardedMethod} whose adapter makes the calls,
 * unless it is a {@link DirectMethod}.
 */
public sealed interface MethodGuard permits Guard, GuardedMethod {}
