/**
 * Since when breakers have been out, for health reports (S61). Not exported.
 *
 * <p>{@link io.breakers.operations.internal.health.Outages} hears of the transitions of all breakers of a registry,
 * each through a {@link io.breakers.operations.internal.health.Watched}, and tells every {@code Readiness}: one for
 * each combination of names and times.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.operations.internal.health;
