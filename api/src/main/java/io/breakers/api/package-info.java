/**
 * The types of a circuit breaker that an application uses: configuration, states, statistics, rejections and listeners.
 *
 * <p>This package has no dependencies and almost no behaviour, so interfaces, catch blocks and configurations can use
 * it freely. {@code io.breakers.proxy.Breakers} creates the breakers themselves. A complete configuration:
 *
 * <pre>{@code
 * BreakerConfig config = BreakerConfig.builder()
 *         .tripWhen(TripRule.failureRate(0.5, Window.ofCalls(100)).minimumCalls(20))
 *         .tripWhen(TripRule.slowCallRate(0.8, Duration.ofSeconds(2), Window.ofDuration(Duration.ofSeconds(30))))
 *         .openFor(OpenWait.exponential(Duration.ofSeconds(1), 2.0, Duration.ofMinutes(2)).jitter(0.2))
 *         .successThreshold(3)
 *         .ignore(CardDeclinedException.class)
 *         .build();
 * }</pre>
 *
 * <p>The rule numbers in the Javadoc ({@code S12}) refer to {@code docs/semantics.md}.
 */
package io.breakers.api;
