package io.breakers.spring;

import io.breakers.proxy.ProtectionBuilder;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Says in code what properties cannot say of a protected service: predicates, adapters, factories of fallbacks. A bean
 * of this type is asked when its service is protected; several for one service are asked in their order.
 *
 * <p>Properties are put over what it gives (S58), and the service keeps its name. What it throws stops the start. A
 * customizer of a service that is not there is a mistake, too.
 */
public interface ServiceCustomizer {
    /** The name of the service. */
    String service();

    /** Completes the protection of the service. */
    void customize(ProtectionBuilder<?> builder);

    /** Returns a customizer of one service. */
    static ServiceCustomizer of(String service, Consumer<ProtectionBuilder<?>> customizer) {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(customizer, "customizer");
        return new ServiceCustomizer() {
            @Override
            public String service() {
                return service;
            }

            @Override
            public void customize(ProtectionBuilder<?> builder) {
                customizer.accept(builder);
            }
        };
    }

    /**
     * Returns a customizer of one service whose interface is {@code type}, for what depends on that, such as fallbacks.
     * Must be right: {@code type} is not compared with the service.
     */
    @SuppressWarnings("unchecked") // the builder of the service is one of its interface
    static <T> ServiceCustomizer of(String service, Class<T> type, Consumer<ProtectionBuilder<T>> customizer) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(customizer, "customizer");
        return of(service, builder -> customizer.accept((ProtectionBuilder<T>) builder));
    }
}
