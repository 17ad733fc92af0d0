/**
 * What happens around a call.
 *
 * <ul>
 *   <li>{@link io.breakers.internal.calls.Guard} has the steps: enter, start, one of the ends, and the fallback. There
 *       are two kinds: {@link io.breakers.internal.calls.ValueGuard} for methods and functions whose return is their
 *       outcome, and {@link io.breakers.internal.calls.AdaptedGuard} for those whose outcome an adapter reports.
 *   <li>{@link io.breakers.internal.calls.KeyedGuard} finds, for each call of a method with keys, the breaker of its key
 *       in {@link io.breakers.internal.calls.KeyedBreakers}, which keeps and drops them (S56).
 *   <li>{@link io.breakers.internal.calls.CircuitBreaker} is the breaker that users see; its {@code call},
 *       {@code callStage} and {@code run} go through a guard too.
 *   <li>{@link io.breakers.internal.calls.Fallback} answers instead of the target;
 *       {@link io.breakers.internal.calls.LastGoodValues} remembers what the target returned.
 *   <li>{@link io.breakers.internal.calls.Invocation} calls a method of an object, by whatever means: nothing here uses
 *       reflection.
 * </ul>
 */
package io.breakers.internal.calls;
