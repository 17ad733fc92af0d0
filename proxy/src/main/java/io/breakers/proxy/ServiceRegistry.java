package io.breakers.proxy;

import io.breakers.api.BreakerConfig;
import java.util.List;

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

    /** The place of one protected service. Each method but {@link #closed()} is called once at most. */
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

        /** The service was closed, or could not be made. May be called again, which has no effect. */
        void closed();
    }
}
