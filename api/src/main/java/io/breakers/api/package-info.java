/**
 * The words of a circuit breaker: its configuration, its states and statistics, its rejection and its listener.
 *
 * <p>This package has no dependency and next to no behaviour, so that an interface, a catch block or a configuration
 * may mention it freely. The machine itself is made by {@code io.breakers.proxy.Breakers}. A complete configuration:
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
