/**
 * The states of breakers over a restart, as text. Not exported.
 *
 * <p>{@link io.breakers.operations.internal.snapshot.Shot} is what a snapshot holds, and writes it;
 * {@link io.breakers.operations.internal.snapshot.ShotReader} reads it, and
 * {@link io.breakers.operations.internal.snapshot.Restart} gives each breaker its state when that breaker is there.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.operations.internal.snapshot;
