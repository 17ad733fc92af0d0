/**
 * Micrometer meters of circuit breakers:
 *
 * <pre>{@code
 * BreakerConfig config = BreakerConfig.builder().listener(BreakerMetrics.to(registry)).build();
 * }</pre>
 */
package io.breakers.micrometer;
