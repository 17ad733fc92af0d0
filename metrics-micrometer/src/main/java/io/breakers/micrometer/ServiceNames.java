package io.breakers.micrometer;

import io.breakers.api.Breaker;
import java.util.HashMap;
import java.util.Map;

/**
 * Assigns the breakers of one registry their {@code service} tag: the service's name, except for the later of two interfaces with
 * the same simple name, which gets its full name as long as it has a breaker. A name that the user chose is used unchanged. Guarded
 * by {@link MeterGroups}; refers to interfaces by name, so that it keeps no class alive.
 */
final class ServiceNames {
    /** The tag of an interface, and the number of breakers that use it. */
    private static final class Claim {
        private final String tag;
        private int breakers;

        Claim(String tag) {
            this.tag = tag;
        }
    }

    private final Map<String, Claim> claims = new HashMap<>();

    String claim(Breaker breaker) {
        Class<?> type = breaker.serviceType();
        if (type == null || !hasSimpleName(breaker, type)) {
            return breaker.service();
        }
        Claim claim = claims.get(type.getName());
        if (claim == null) {
            String simple = breaker.service();
            boolean taken = claims.values().stream().anyMatch(other -> other.tag.equals(simple));
            claim = new Claim(taken ? type.getName() : simple);
            claims.put(type.getName(), claim);
        }
        claim.breakers++;
        return claim.tag;
    }

    void release(Breaker breaker) {
        Class<?> type = breaker.serviceType();
        if (type == null || !hasSimpleName(breaker, type)) {
            return;
        }
        Claim claim = claims.get(type.getName());
        if (claim != null && --claim.breakers == 0) {
            claims.remove(type.getName());
        }
    }

    private static boolean hasSimpleName(Breaker breaker, Class<?> type) {
        return breaker.service().equals(type.getSimpleName());
    }
}
