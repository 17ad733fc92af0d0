package io.breakers.operations.internal.merge;

import io.breakers.api.BreakerConfig;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A method to be configured.
 *
 * @param name without parameter types; {@code call} for a breaker without an interface
 * @param signatures with parameter types, by simple and by qualified names
 * @param breaker the name of its breaker within the service
 * @param guarded whether it has a breaker at all
 * @param config what the code gives for this method alone; {@code null} for nothing
 */
public record MethodTarget(
        String name,
        Set<String> signatures,
        String breaker,
        boolean guarded,
        @Nullable BreakerConfig config) {}
