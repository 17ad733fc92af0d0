package io.breakers.internal.settings;

import org.jspecify.annotations.Nullable;

/** The name of a breaker: the full name in messages, service and method in meters. */
public record BreakerName(
        String full,
        String service,
        String method,
        @Nullable Class<?> type) {
    /** The name of the breaker of one method. */
    public static BreakerName of(Class<?> type, String service, String method) {
        return new BreakerName(service + "." + method, service, method, type);
    }

    /** The name of the breaker of one key of this method; to meters it is the method's. */
    public BreakerName ofKey(String key) {
        return new BreakerName(full + "[" + key + "]", service, method, type);
    }

    /** The name of a breaker without an interface. */
    public static BreakerName of(String name) {
        return new BreakerName(name, name, "call", null);
    }
}
