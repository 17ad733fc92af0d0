package io.breakers.operations.internal.health;

import java.util.Set;

/**
 * What readiness is asked for.
 *
 * @param critical names of breakers or services
 * @param downNanos how long one of them must be out to be not ready
 * @param upNanos how long all of them must be back to be ready again
 */
public record Criteria(Set<String> critical, long downNanos, long upNanos) {}
