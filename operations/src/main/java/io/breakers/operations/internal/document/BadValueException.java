package io.breakers.operations.internal.document;

/** A value that breaks the rule of its key, which is the message. Becomes a mistake where the key is known. */
final class BadValueException extends Exception {
    private static final long serialVersionUID = 1L;

    BadValueException(String rule) {
        super(rule, null, false, false);
    }

    /** The rule and the remedy. */
    String rule() {
        return String.valueOf(getMessage());
    }
}
