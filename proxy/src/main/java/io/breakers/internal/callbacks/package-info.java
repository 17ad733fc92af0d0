/**
 * User code at a distance: whatever it throws is logged, and never reaches a call.
 *
 * <ul>
 *   <li>{@link io.breakers.internal.callbacks.CallbackErrors}: logs what user code throws.
 *   <li>{@link io.breakers.internal.callbacks.Listeners}: a breaker's listeners as one, each behind a
 *       {@code GuardedListener}.
 *   <li>{@link io.breakers.internal.callbacks.GuardedTicker}: a user's clock.
 *   <li>{@link io.breakers.internal.callbacks.FailureText}: what people read of a failure.
 *   <li>{@link io.breakers.internal.callbacks.Nanos}: a user's durations.
 * </ul>
 *
 * <p>This package depends on the API only.
 */
package io.breakers.internal.callbacks;
