package io.breakers.operations.internal.source;

import org.jspecify.annotations.Nullable;

/** A document cannot be read. The message is the same as long as the reason is, so that it is reported once. */
public final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    SourceException(String message) {
        this(message, null);
    }

    SourceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What is wrong, for example {@code is not there}. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
