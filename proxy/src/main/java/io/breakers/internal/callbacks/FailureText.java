package io.breakers.internal.callbacks;

import org.jspecify.annotations.Nullable;

/**
 * The text that stands for a failure wherever people read of it: in rejections, transitions and the status. It is one
 * line of at most 300 characters, with class and message of the failure and of its innermost cause.
 */
public final class FailureText {
    private static final int MOST_CHARACTERS = 300;
    private static final String CAUSED_BY = ", caused by ";

    /** How far causes are followed: they may form a ring. */
    private static final int MOST_CAUSES = 100;

    private FailureText() {}

    /**
     * For example {@code java.io.IOException: no answer, caused by java.net.ConnectException: Connection refused}. A
     * cause that the failure's own text names is not repeated. Never throws, whatever the failure's methods do.
     */
    public static String of(Throwable failure) {
        String text = line(failure, MOST_CHARACTERS);
        Throwable innermost = innermostCause(failure);
        if (innermost == null) {
            return text;
        }
        String cause = line(innermost, MOST_CHARACTERS);
        if (text.contains(cause)) {
            return text;
        }
        // Each gets what the other leaves, and at least half.
        int room = MOST_CHARACTERS - CAUSED_BY.length();
        String first = cut(text, Math.max(room / 2, room - cause.length()));
        return first + CAUSED_BY + cut(cause, room - first.length());
    }

    private static @Nullable Throwable innermostCause(Throwable failure) {
        Throwable innermost = null;
        try {
            Throwable cause = failure.getCause();
            for (int followed = 0; cause != null && cause != failure && followed < MOST_CAUSES; followed++) {
                innermost = cause;
                cause = cause.getCause();
            }
        } catch (Throwable broken) {
            // A failure whose getCause throws is told as far as it can be.
            return innermost;
        }
        return innermost;
    }

    private static String line(Throwable failure, int most) {
        try {
            return oneLine(String.valueOf(failure), most);
        } catch (Throwable broken) {
            return failure.getClass().getName();
        }
    }

    /** Makes one space of what separates lines or words, or steers a terminal. */
    private static String oneLine(String text, int most) {
        var line = new StringBuilder(Math.min(text.length(), most + 1));
        boolean gap = false;
        for (int i = 0; i < text.length() && line.length() <= most; i++) {
            char character = text.charAt(i);
            if (Character.isWhitespace(character) || Character.isISOControl(character)) {
                gap = true;
            } else {
                if (gap && line.length() > 0) {
                    line.append(' ');
                }
                gap = false;
                line.append(character);
            }
        }
        return cut(line.toString(), most);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }
}
