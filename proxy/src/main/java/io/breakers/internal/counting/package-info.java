/**
 * What has happened in a breaker, counted exactly (S22, S43).
 *
 * <p>{@link io.breakers.internal.counting.Statistics} is the door: it counts, and reads everything as one
 * {@link io.breakers.internal.counting.StatsSnapshot}. What happens at nearly every call is counted in {@code Cells},
 * one {@code Cell} for each thread; what is rare, in shared adders. Healthy calls count in their cell
 * without the door. Knows no state and no rule but by its public name.
 */
package io.breakers.internal.counting;
