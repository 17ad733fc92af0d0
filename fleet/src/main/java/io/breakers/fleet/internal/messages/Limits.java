package io.breakers.fleet.internal.messages;

import java.util.Objects;

/** How large is what instances write to each other. */
public final class Limits {
    /** The highest number of an entry, and the latest time: far away, and exact as a floating-point number, too. */
    public static final long MOST = 1L << 50;

    /** Characters of the name of a breaker or service. */
    public static final int NAME = 500;

    /** Characters of a reason. */
    public static final int REASON = 300;

    /** Characters of an author. */
    public static final int AUTHOR = 100;

    /** Characters of a document, keys and values, as of any source of settings. */
    public static final int DOCUMENT = 1 << 20;

    /** Names of breakers on a card. */
    public static final int NAMES = 100;

    /** Characters of any text: two documents whose characters are all odd. */
    static final int TEXT = 13 * DOCUMENT;

    private Limits() {}

    /**
     * Refuses what is no line of text.
     *
     * @param what it is, for the message
     * @param most how many characters it may have
     */
    public static void check(String what, String text, int most) {
        if (Objects.requireNonNull(text, what).isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        if (text.length() > most) {
            throw new IllegalArgumentException(
                    what + " must have at most " + most + " characters, had " + text.length());
        }
        if (text.chars().anyMatch(Character::isISOControl) || !isWhole(text)) {
            throw new IllegalArgumentException(what + " must be one line of text, without control characters");
        }
    }

    /** Without a half of a character. */
    private static boolean isWhole(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
