package io.breakers.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Logs exceptions of user callbacks that were kept away from the call: the first as a warning, later ones at a finer level,
 * because a broken callback is called as often as the service and must not flood the log.
 */
final class Complaints {
    private static final Logger LOGGER = System.getLogger("io.breakers");
    private static final int MOST_SUPPRESSED = 16;

    /** A race may warn twice. */
    private volatile boolean warned;

    void log(String what, Throwable thrown) {
        Level level = warned ? Level.DEBUG : Level.WARNING;
        warned = true;
        try {
            LOGGER.log(level, what, thrown);
        } catch (Throwable unlogged) {
            // A logger that throws is the last user code that could reach a call. There is nobody left to tell.
            attach(thrown, unlogged);
        }
    }

    /**
     * Attaches {@code second} to {@code first} as suppressed: unless they are one object, which {@code addSuppressed} refuses (F1), or {@code first} is thrown again
     * and again and has enough of them (D12). Returns whether it did: there are throwables that take none.
     */
    static boolean attach(Throwable first, Throwable second) {
        boolean attached = false;
        if (first != second) {
            // The lock is the throwable's own, which addSuppressed takes too: two threads must not both take the last
            // place.
            synchronized (first) {
                int before = first.getSuppressed().length;
                if (before < MOST_SUPPRESSED) {
                    first.addSuppressed(second);
                    attached = first.getSuppressed().length > before;
                }
            }
        }
        return attached;
    }
}
