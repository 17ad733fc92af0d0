package io.breakers.operations.internal.registry;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.operations.internal.merge.ServiceCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has names in a registry. */
public sealed interface Registered permits RegisteredService, RegisteredFunction {
    /** The name of the service, or of a breaker without an interface. */
    String name();

    /** All names that nobody else may have: its own, and those of its breakers. */
    Set<String> names();

    /** In words, for messages. */
    String describe();

    /** What the code says of it. */
    ServiceCode code();

    /** Whether it has its breakers. */
    boolean isReady();

    /** Its breakers; none as long as it is not ready. */
    List<Breaker> breakers();

    /** The breaker of that name; {@code null} if it has none, or is not ready. */
    @Nullable
    Breaker find(String breaker);

    /**
     * Gives its breakers, once it is ready, the configurations that they are to have.
     *
     * @param configs of the methods of {@link #code()}, in their order
     */
    Map<Breaker, BreakerConfig> assign(List<BreakerConfig> configs);

    /** Closes its breakers and frees its names. */
    void close();
}
