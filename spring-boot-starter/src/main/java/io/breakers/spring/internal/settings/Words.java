package io.breakers.spring.internal.settings;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares names as people write them. */
public final class Words {
    private static final int LONGEST = 100;

    private Words() {}

    /** Letters and digits only, ignoring case: the same for {@code open-for}, {@code openFor} and {@code OPEN_FOR}. */
    public static String letters(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toLowerCase(Locale.ROOT);
    }

    /** Returns {@code "Did you mean open-for?"} for the known word that is nearest; an empty text if none is near. */
    public static String suggestion(String written, Collection<String> known) {
        String nearest = nearest(written, known);
        return nearest == null ? "" : "Did you mean " + nearest + "?";
    }

    private static @Nullable String nearest(String written, Collection<String> known) {
        String letters = letters(written);
        if (letters.length() > LONGEST) {
            return null;
        }
        String nearest = null;
        int least = Math.max(1, letters.length() / 3) + 1;
        for (String word : known) {
            String other = letters(word);
            int distance = other.contains(letters) && letters.length() > 3 ? 1 : distance(letters, other);
            if (distance < least) {
                least = distance;
                nearest = word;
            }
        }
        return nearest;
    }

    /** How many letters must be put in, left out or replaced. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }
}
