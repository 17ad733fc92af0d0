/**
 * Stages, whose end is the outcome of the call that returned them (S33 to S35):
 * {@link io.breakers.internal.stages.StageAdapter} reports it, and {@code Relay} makes what the caller gets.
 *
 * <p>This package depends on the API, and on {@code callbacks} for its log, only.
 */
package io.breakers.internal.stages;
