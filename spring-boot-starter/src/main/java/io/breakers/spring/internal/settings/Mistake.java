package io.breakers.spring.internal.settings;

/**
 * Something that stops the start of an application, or a change.
 *
 * @param what the key and what is wrong with it, on one line
 * @param origin where it stands, as in {@code application.yml:12}; empty if that is unknown
 * @param action what to do about it; empty if the description says it
 */
public record Mistake(String what, String origin, String action) {
    /** For example {@code breakers.services.strip names no bean. [application.yml:12]}. */
    public String description() {
        return origin.isEmpty() ? what : what + " [" + origin + "]";
    }

    /** Description and action on one line. */
    @Override
    public String toString() {
        return action.isEmpty() ? description() : description() + " Action: " + action;
    }
}
