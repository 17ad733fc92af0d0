package io.breakers.operations.internal.document;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares words as people write them. */
public final class Spelling {
    private static final int LONGEST = 100;

    private Spelling() {}

    /** The same for {@code open-for}, {@code openFor} and {@code OPEN_FOR}. */
    static String word(String text) {
        return text.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Letters and digits only, ignoring case. */
    public static String letters(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toLowerCase(Locale.ROOT);
    }

    /** Returns {@code "; did you mean open-for?"} for the known word that is nearest; nothing if none is near. */
    public static String suggestion(String written, Collection<String> known) {
        String nearest = nearest(written, known);
        return nearest == null ? "" : "; did you mean " + nearest + "?";
    }

    private static @Nullable String nearest(String written, Collection<String> known) {
        String letters = letters(written);
        if (letters.length() > LONGEST) {
            return null;
        }
        String nearest = null;
        int least = Math.max(1, letters.length() / 3) + 1;
        for (String word : known) {
            int distance = distance(letters, letters(word));
            if (distance < least) {
                least = distance;
                nearest = word;
            }
        }
        return nearest;
    }

    /** How many letters must be put in, left out, replaced, or swapped with their neighbour. */
    private static int distance(String one, String other) {
        int[][] distances = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    distances[i][j] = i + j;
                    continue;
                }
                int replaced = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int least = Math.min(
                        distances[i - 1][j - 1] + replaced, 1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                distances[i][j] = swapped ? Math.min(least, distances[i - 2][j - 2] + 1) : least;
            }
        }
        return distances[one.length()][other.length()];
    }
}
