package io.breakers.engine;

/**
 * What guards a method: a {@link Guard} or a {@link DirectMethod} around a call that a proxy makes, or a {@link GuardedMethod} whose
 * adapter makes the calls.
 */
public sealed interface MethodGuard permits Guard, DirectMethod, GuardedMethod {}
