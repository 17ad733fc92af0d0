package io.breakers.operations.internal.document;

/**
 * What is wrong with one setting.
 *
 * @param key as it is written; empty for the document as a whole
 * @param line where it stands, from 1; 0 if that is unknown
 * @param value as it is written; empty if there is none
 * @param message the rule that is broken, and the remedy
 */
public record Mistake(String key, int line, String value, String message) {
    private static final int LONGEST_TEXT = 200;

    /** For example {@code defaults.open-for = 10 (line 3): must have a unit, ...}. Always one line. */
    public String text() {
        String where = line == 0 ? "" : "line " + line;
        if (key.isEmpty()) {
            return where.isEmpty() ? message : where + ": " + message;
        }
        String setting = value.isEmpty() ? shown(key) : shown(key) + " = " + shown(value);
        return setting + (where.isEmpty() ? ": " : " (" + where + "): ") + message;
    }

    /** Text of a document in a message: on one line, and not endless. */
    public static String shown(String text) {
        String line = text.codePoints()
                .limit(LONGEST_TEXT + 1L)
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) + "..." : line;
    }
}
