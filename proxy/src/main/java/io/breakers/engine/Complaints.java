package io.breakers.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Where it is said that something which the user brought has thrown, and has been kept away from the call. */
final class Complaints {
    private static final Logger LOGGER = System.getLogger("io.breakers");
    private static final int MOST_SUPPRESSED = 16;

    private Complaints() {}

    static void log(String what, Throwable thrown) {
        log(Level.WARNING, what, thrown);
    }

    static void log(Level level, String what, Throwable thrown) {
        try {
            LOGGER.log(level, what, thrown);
        } catch (Throwable unlogged) {
            // A logger that throws is the last user code that could reach a call. There is nobody left to tell.
            attach(thrown, unlogged);
        }
    }

    /**
     * Attaches {@code second} to {@code first} as suppressed: unless they are one object, which {@code addSuppressed} refuses (F1), or {@code first} is thrown again
     * and again and has enough of them (D12).
     */
    static void attach(Throwable first, Throwable second) {
        if (first != second && first.getSuppressed().length < MOST_SUPPRESSED) {
            first.addSuppressed(second);
        }
    }
}
