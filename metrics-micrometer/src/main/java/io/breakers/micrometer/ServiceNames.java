package io.breakers.micrometer;

import io.breakers.api.Breaker;

/**
 * Assigns the breakers of one registry their {@code service} tag: the service's name, except for the later of two
 * interfaces with the same simple name, which gets its full name as long as it has a breaker. A name that the user
 * chose is used unchanged. Guarded by {@link MeterBook}; refers to interfaces by name, so that it keeps no class alive.
 */
final class ServiceNames {
    private final Claims<String, String> tags = new Claims<>();

    String claim(Breaker breaker) {
        String name = breaker.service();
        Class<?> type = breaker.serviceType();
        if (type == null || !name.equals(type.getSimpleName())) {
            return name;
        }
        return tags.claim(type.getName(), () -> tags.decided().anyMatch(name::equals) ? type.getName() : name);
    }

    void release(Breaker breaker) {
        Class<?> type = breaker.serviceType();
        if (type != null && breaker.service().equals(type.getSimpleName())) {
            tags.release(type.getName());
        }
    }
}
