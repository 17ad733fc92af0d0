package io.breakers.proxy;

import java.util.LinkedHashSet;
import java.util.Set;

/** Collects everything that prevents a protection, to report it at once (S40). */
final class SetupErrors {
    private final String subject;
    private final Set<String> found = new LinkedHashSet<>();

    SetupErrors(Class<?> type) {
        this.subject = type.getTypeName();
    }

    void add(String error) {
        found.add(error);
    }

    /**
     * Aborts the set-up if there is any error.
     *
     * @throws IllegalArgumentException with every error
     */
    void throwIfAny() {
        if (!found.isEmpty()) {
            String list = found.size() == 1 ? " " + found.iterator().next() : "\n  - " + String.join("\n  - ", found);
            throw new IllegalArgumentException("Cannot protect " + subject + ":" + list);
        }
    }
}
