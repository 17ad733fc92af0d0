/**
 * The state machine (states, permits, windows, rules, statistics) and the steps around one call. It uses
 * no reflection: a method, and the key of its last good values, come in as functions ({@link io.breakers.engine.Invocation},
 * {@link io.breakers.engine.Memory}), or generated code calls the method ({@link io.breakers.engine.ProtectedObject}). The interface
 * is only a part of a breaker's name.
 *
 * <p>Start at {@link io.breakers.engine.CircuitBreaker}; {@link io.breakers.engine.Guard} contains the steps around one call.
 */
package io.breakers.engine;
