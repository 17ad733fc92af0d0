/**
 * What has happened in a breaker, counted exactly (S22, S43).
 *
 * <p>{@link io.breakers.internal.counting.Statistics} is the door: it counts, and reads everything as one
 * {@link io.breakers.internal.counting.StatsSnapshot}. What happens at nearly every call is counted in {@code Cells},
 * one {@code Cell} for each thread; what is rare, in shared adders. Knows nothing of states and rules.
 */
package io.breakers.internal.counting;
