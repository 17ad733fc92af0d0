package io.breakers.operations.internal.events;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * A log that throws nothing. Where it writes to is the user's, may throw (a disk is full, say), and must keep nobody
 * from going on. Safe for use by many threads.
 */
public final class SafeLog {
    private final Logger logger;

    private SafeLog(String name) {
        this.logger = System.getLogger(name);
    }

    /** Returns the log of that name. */
    public static SafeLog of(String name) {
        return new SafeLog(name);
    }

    /** Writes a line; returns whether that could be done. */
    public boolean log(Level level, String line) {
        try {
            logger.log(level, line);
            return true;
        } catch (Throwable unlogged) {
            // There is nothing left to report this to.
            return false;
        }
    }

    /** Writes a line, and what was thrown; returns whether that could be done. */
    public boolean log(Level level, String line, Throwable thrown) {
        try {
            logger.log(level, line, thrown);
            return true;
        } catch (Throwable unlogged) {
            // There is nothing left to report this to.
            return false;
        }
    }
}
