package io.breakers.proxy;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects everything that prevents a protection, to report it at once (S40). */
final class SetupErrors {
    private final String subject;
    private final Set<String> found = new LinkedHashSet<>();
    private @Nullable Throwable cause;

    SetupErrors(Class<?> type) {
        this.subject = type.getTypeName();
    }

    void add(String error) {
        found.add(error);
    }

    /** Adds an error because something of the user's threw; the first such throwable is the cause of what is thrown. */
    void add(String error, Throwable thrown) {
        found.add(error);
        if (cause == null) {
            cause = thrown;
        }
    }

    /**
     * Aborts the set-up if there is any error.
     *
     * @throws IllegalArgumentException with every error
     */
    void throwIfAny() {
        if (!found.isEmpty()) {
            String list = found.size() == 1 ? " " + found.iterator().next() : "\n  - " + String.join("\n  - ", found);
            throw new IllegalArgumentException("Cannot protect " + subject + ":" + list, cause);
        }
    }
}
