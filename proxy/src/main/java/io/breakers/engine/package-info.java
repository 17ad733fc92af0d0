/**
 * The state machine: states, permits, windows, rules, statistics. It knows nothing of interfaces, methods or reflection.
 *
 * <p>Start at {@link io.breakers.engine.CircuitBreaker}; {@link io.breakers.engine.Guard} is what happens around one call.
 */
package io.breakers.engine;
