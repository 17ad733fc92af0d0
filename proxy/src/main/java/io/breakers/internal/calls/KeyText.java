package io.breakers.internal.calls;

import java.util.Locale;

/**
 * The text of a key in the name of its breaker: one line of at most 100 characters, whatever the key says of itself.
 */
public final class KeyText {
    /** In the place of a key, in the name of the overflow breaker. */
    static final String OVERFLOW = "*";

    /** Stands for the overflow breaker where a key is asked for. */
    public static final Object OVERFLOW_KEY = new Object() {
        @Override
        public String toString() {
            return OVERFLOW;
        }
    };

    private static final int MOST_CHARACTERS = 100;

    private KeyText() {}

    /**
     * The key as a string. One that is too long, has what separates lines or steers a terminal, or is that of the
     * overflow breaker, is cut or cleaned, and ends with a hash of all of it, so that names differ where keys do.
     *
     * @throws RuntimeException what the key's {@code toString} throws
     */
    public static String of(Object key) {
        String whole = String.valueOf(key.toString());
        String clean = clean(whole);
        return clean.equals(whole) && !whole.equals(OVERFLOW)
                ? whole
                : String.format(Locale.ROOT, "%s#%08x", cut(clean), whole.hashCode());
    }

    private static String clean(String whole) {
        var line = new StringBuilder();
        for (int i = 0; i < whole.length() && i < MOST_CHARACTERS; i++) {
            char character = whole.charAt(i);
            line.append(isOrdinary(character) ? character : ' ');
        }
        return line.toString();
    }

    /** Formats are characters without a shape, such as those that turn the direction of a text. */
    private static boolean isOrdinary(char character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** Leaves room for the hash, and no half of a character. */
    private static String cut(String clean) {
        int end = Math.min(clean.length(), MOST_CHARACTERS - 9);
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end);
    }
}
