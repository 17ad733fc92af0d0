package io.breakers.proxy;

import io.breakers.api.BreakerConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service that is being protected, as a {@link ServiceRegistry} sees it. Immutable. */
public final class ServiceOutline {
    private final String name;
    private final Class<?> type;
    private final @Nullable BreakerConfig config;
    private final List<Method> methods;

    ServiceOutline(String name, Class<?> type, @Nullable BreakerConfig config, List<Method> methods) {
        this.name = name;
        this.type = type;
        this.config = config;
        this.methods = List.copyOf(methods);
    }

    /** The name of the service in breaker names and meters. */
    public String name() {
        return name;
    }

    /** The interface. */
    public Class<?> type() {
        return type;
    }

    /** What {@link ProtectionBuilder#config(BreakerConfig)} was given; {@code null} for nothing. */
    public @Nullable BreakerConfig config() {
        return config;
    }

    /** All methods of the interface, in an order that is always the same. */
    public List<Method> methods() {
        return methods;
    }

    /** One method of the service. Immutable. */
    public static final class Method {
        private final String name;
        private final List<String> signatures;
        private final String breaker;
        private final boolean guarded;
        private final @Nullable BreakerConfig config;

        Method(String name, List<String> signatures, String breaker, boolean guarded, @Nullable BreakerConfig config) {
            this.name = name;
            this.signatures = List.copyOf(signatures);
            this.breaker = breaker;
            this.guarded = guarded;
            this.config = config;
        }

        /** Without parameter types, as in {@code charge}. */
        public String name() {
            return name;
        }

        /**
         * With parameter types: first by their simple names, as in {@code charge(String,long)}, then by their
         * qualified ones.
         */
        public List<String> signatures() {
            return signatures;
        }

        /** The name of its breaker within the service: its own, or that of the breaker in which it shares. */
        public String breaker() {
            return breaker;
        }

        /** Whether it has a breaker; {@code false} if its calls go straight to the target (S39). */
        public boolean guarded() {
            return guarded;
        }

        /** What {@link ProtectionBuilder#config(String, BreakerConfig)} gives for it; {@code null} for nothing. */
        public @Nullable BreakerConfig config() {
            return config;
        }
    }
}
