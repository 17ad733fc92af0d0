package io.breakers.proxy;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.internal.calls.CircuitBreaker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What services are protected for: it learns of each, and may change the configurations of its methods. Given to
 * {@link ProtectionBuilder#registry}. Made for the {@code BreakerRegistry} of {@code breakers-operations}; who protects
 * services needs none.
 */
@FunctionalInterface
public interface ServiceRegistry {
    /**
     * Takes in a service whose settings have been read, on the thread that protects it.
     *
     * @param service with the configurations that the code gives
     * @return its entry, for this one protection
     */
    Entry enter(ServiceOutline service);

    /**
     * Reconfigures several breakers, all or none (S48). All are changed when this returns, before any listener hears of
     * it from here: that happens while the returned action runs, which a registry runs once, outside of its locks.
     *
     * @param configs none of them null
     * @throws IllegalArgumentException if a breaker is not one of this library, or cannot have its configuration (see
     *     {@link Breaker#reconfigure}); then none has been changed
     */
    static Runnable reconfigure(Map<Breaker, BreakerConfig> configs, String reason) {
        var changes = new LinkedHashMap<CircuitBreaker, BreakerConfig>();
        configs.forEach((breaker, config) -> {
            if (!(breaker instanceof CircuitBreaker ours)) {
                throw new IllegalArgumentException(
                        "reconfigure of " + breaker + " must be left to itself, because it is not of this library");
            }
            changes.put(ours, Objects.requireNonNull(config, "config"));
        });
        return CircuitBreaker.change(changes, reason);
    }

    /** The place of one protected service. What is not about a key or the end is called once at most. */
    interface Entry {
        /** What speaks against the service, each with its remedy; all are reported together with other errors (S40). */
        List<String> problems();

        /**
         * The configurations of the methods, in the order of the outline. Methods that share a breaker must have equal
         * ones. Called only if there are no problems.
         */
        List<BreakerConfig> configs();

        /**
         * The service is ready, and nothing can fail any more unless this throws: then its breakers are closed, and
         * nobody gets it.
         */
        void opened(Protection protection);

        /**
         * The breaker of a key was made (S56), or the overflow breaker, and nobody calls it before this returns. Of
         * several that threads make for one key at once, one stays.
         */
        default void coming(Breaker breaker) {}

        /** The breaker of a key stays, of those that were {@link #coming}. It may have been called by now. */
        default void came(Breaker breaker) {}

        /** The service was closed, or could not be made. May be called again, which has no effect. */
        void closed();
    }
}
