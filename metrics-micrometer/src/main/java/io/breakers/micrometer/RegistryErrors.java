package io.breakers.micrometer;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Logs what a registry, one of its filters or one of its listeners has thrown, and what it cannot show. */
final class RegistryErrors {
    private static final System.Logger LOGGER = System.getLogger("io.breakers.micrometer");

    private RegistryErrors() {}

    /** Never throws: whoever logs may have a call to serve, and meters to remove. */
    static void log(String what, @Nullable Throwable thrown) {
        try {
            LOGGER.log(Level.WARNING, what, thrown);
        } catch (Throwable unlogged) {
            // The logger throws, or what it was to print does. There is nobody left to tell.
            if (thrown != null && unlogged != thrown) {
                thrown.addSuppressed(unlogged);
            }
        }
    }

    /** Never throws either. */
    static void log(String what) {
        log(what, null);
    }
}
