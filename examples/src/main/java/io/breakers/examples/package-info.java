/**
 * Programs that show what a breaker does: a real outage ({@link io.breakers.examples.Outage}, and with stages
 * {@link io.breakers.examples.AsyncOutage}); the four examples of the pattern,
 * {@link io.breakers.examples.BasicBreaker}, {@link io.breakers.examples.OrderMetrics},
 * {@link io.breakers.examples.Decorator} and {@link io.breakers.examples.Fallback};
 * {@link io.breakers.examples.Tuning} changes settings while calls go on, and {@link io.breakers.examples.Operated} has
 * the console open. Which rule to choose is in {@code choosing}, three instances and their Redis in {@code fleet}.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.examples;
