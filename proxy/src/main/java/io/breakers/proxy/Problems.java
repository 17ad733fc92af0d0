package io.breakers.proxy;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a wish to protect, all of it at once (S40). */
final class Problems {
    private final String subject;
    private final List<String> found = new ArrayList<>();

    Problems(Class<?> type) {
        this.subject = type.getTypeName();
    }

    void add(String problem) {
        found.add(problem);
    }

    /**
     * Ends the set-up if anything was found.
     *
     * @throws IllegalArgumentException with every problem
     */
    void throwIfAny() {
        if (!found.isEmpty()) {
            String list = found.size() == 1 ? " " + found.get(0) : "\n  - " + String.join("\n  - ", found);
            throw new IllegalArgumentException("Cannot protect " + subject + ":" + list);
        }
    }
}
