package io.breakers.operations.internal.merge;

import io.breakers.api.BreakerConfig;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the code says of a service, or of a breaker without an interface, over which documents are put.
 *
 * @param name of the service, or of the breaker
 * @param config what the code gives for all methods; {@code null} for nothing
 * @param methods all of them; the only method of a breaker without an interface is {@code call}
 */
public record ServiceCode(String name, @Nullable BreakerConfig config, List<MethodTarget> methods) {
    private static final String FUNCTION = "call";

    /** Returns what the code says of a breaker without an interface. */
    public static ServiceCode ofFunction(String name, @Nullable BreakerConfig config) {
        return new ServiceCode(name, config, List.of(new MethodTarget(FUNCTION, Set.of(), FUNCTION, true, null)));
    }
}
