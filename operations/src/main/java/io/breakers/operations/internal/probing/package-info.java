/**
 * Runs active checks of a target (S55). Not exported.
 *
 * <p>A {@link io.breakers.operations.internal.probing.CheckLoop} runs one check after the other on the user's
 * scheduler, each as a {@code CheckRun} that ends once; its {@code Verdicts} count rows of good and failed ones, and
 * operate the breaker.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.operations.internal.probing;
