package io.breakers.spring.internal.settings;

/** Messages of the library are one sentence, rule and remedy; here they are two. */
public final class Messages {
    private Messages() {}

    /** Returns the mistake of {@code subject}; what follows the first semicolon of {@code message} is the action. */
    public static Mistake of(String subject, String message, String origin) {
        int end = message.indexOf("; ");
        String rule = end < 0 ? message : message.substring(0, end);
        return new Mistake(subject + " " + rule + ".", origin, end < 0 ? "" : message.substring(end + 2));
    }
}
