package io.breakers.proxy;

import java.util.LinkedHashSet;
import java.util.Set;

/** Collects everything that prevents a protection, to report it at once (S40). */
final class Problems {
    private final String subject;
    private final Set<String> found = new LinkedHashSet<>();

    Problems(Class<?> type) {
        this.subject = type.getTypeName();
    }

    void add(String problem) {
        found.add(problem);
    }

    /**
     * Aborts the set-up if any problem was found.
     *
     * @throws IllegalArgumentException with every problem
     */
    void throwIfAny() {
        if (!found.isEmpty()) {
            String list = found.size() == 1 ? " " + found.iterator().next() : "\n  - " + String.join("\n  - ", found);
            throw new IllegalArgumentException("Cannot protect " + subject + ":" + list);
        }
    }
}
