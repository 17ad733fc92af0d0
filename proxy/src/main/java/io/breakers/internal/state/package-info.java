/**
 * The states of a breaker and their machine, and the account of each call.
 *
 * <ul>
 *   <li>{@link io.breakers.internal.state.StateMachine} has the one reference to the present state, and makes all
 *       transitions.
 *   <li>{@code State} and its classes decide whether a call comes in, and what an outcome means: {@code Closed}
 *       asks the rules, {@code Open} waits, {@code HalfOpen} gives slots to probes.
 *   <li>{@link io.breakers.internal.state.CallAccounts} counts each call when it enters and when it ends, and tells the
 *       state that admitted it, and the listener.
 *   <li>A call that comes in gets a {@link io.breakers.internal.state.Permit}, any other a
 *       {@link io.breakers.internal.state.Rejection}: an {@link io.breakers.internal.state.Admission} is one of them.
 * </ul>
 */
package io.breakers.internal.state;
