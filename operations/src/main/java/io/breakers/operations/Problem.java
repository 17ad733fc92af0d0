package io.breakers.operations;

import io.breakers.operations.internal.document.Mistake;

/**
 * One thing that is wrong with a settings document.
 *
 * @param key the key as it is written; empty for the document as a whole
 * @param line where it stands, from 1; 0 if that is unknown
 * @param value the value as it is written; empty if there is none
 * @param message the rule that is broken, and the remedy
 */
public record Problem(String key, int line, String value, String message) {
    static Problem of(Mistake mistake) {
        return new Problem(mistake.key(), mistake.line(), mistake.value(), mistake.message());
    }

    /** One line, for example {@code defaults.open-for = 10 (line 3): has no unit; write 10s or 10ms, ...}. */
    @Override
    public String toString() {
        return new Mistake(key, line, value, message).text();
    }
}
