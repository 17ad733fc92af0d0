/**
 * Programs that show what a breaker does: a real outage ({@link io.breakers.examples.Outage}), and the four examples of
 * the pattern: {@link io.breakers.examples.BasicBreaker}, {@link io.breakers.examples.OrderMetrics},
 * {@link io.breakers.examples.Decorator} and {@link io.breakers.examples.Fallback}.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.examples;
