package io.breakers.operations.internal.probing;

/** What a check has thrown, as one line for people. */
final class FailureLine {
    private static final int LONGEST = 200;

    private FailureLine() {}

    static String of(Throwable failure) {
        String text;
        try {
            text = failure.toString();
        } catch (Throwable broken) {
            text = failure.getClass().getName() + " (and its text cannot be had: "
                    + broken.getClass().getName() + ")";
        }
        String line =
                String.valueOf(text).replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
