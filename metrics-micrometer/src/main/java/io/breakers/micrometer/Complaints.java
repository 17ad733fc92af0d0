package io.breakers.micrometer;

import java.lang.System.Logger.Level;

/** What is said when a registry, a filter or a registry's listener has thrown. */
final class Complaints {
    private static final System.Logger LOGGER = System.getLogger("io.breakers.micrometer");

    private Complaints() {}

    /** Never throws: who complains may have a call to serve, and meters to remove. */
    static void log(String what, Throwable thrown) {
        try {
            LOGGER.log(Level.WARNING, what, thrown);
        } catch (Throwable unlogged) {
            // A logger throws, or what it was to print does. There is nobody left to tell.
            if (unlogged != thrown) {
                thrown.addSuppressed(unlogged);
            }
        }
    }
}
