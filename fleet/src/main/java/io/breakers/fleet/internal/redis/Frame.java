package io.breakers.fleet.internal.redis;

import org.jspecify.annotations.Nullable;

/**
 * A message as the scripts publish it: six fields with a tab between two of them, of which only the last one may hold
 * tabs.
 */
public record Frame(long before, long stamp, long number, long time, String key, String text) {
    private static final int MOST_DIGITS = 16;

    /** Reads a message; returns {@code null} for what no script has published. */
    public static @Nullable Frame of(String message) {
        String[] fields = message.split("\t", 6);
        if (fields.length < 6) {
            return null;
        }
        long[] numbers = new long[4];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(fields[i]);
            if (numbers[i] < 0) {
                return null;
            }
        }
        return new Frame(numbers[0], numbers[1], numbers[2], numbers[3], fields[4], fields[5]);
    }

    /**
     * Reads what is kept under a key: number, time and text.
     *
     * @return {@code null} for what no script has kept
     */
    public static @Nullable Frame ofKept(String key, String value) {
        return of("0\t0\t" + cutTwo(key, value));
    }

    private static String cutTwo(String key, String value) {
        String[] fields = value.split("\t", 3);
        return fields.length < 3 || key.indexOf('\t') >= 0
                ? ""
                : fields[0] + "\t" + fields[1] + "\t" + key + "\t" + fields[2];
    }

    /** A whole number; negative if it is none. */
    private static long number(String text) {
        boolean digits = !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(character -> character >= '0' && character <= '9');
        return digits ? Long.parseLong(text) : -1;
    }
}
