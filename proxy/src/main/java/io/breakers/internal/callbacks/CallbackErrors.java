package io.breakers.internal.callbacks;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Logs exceptions of user callbacks that were kept away from the call. The first is a warning. Later ones are logged at
 * a finer level, because a broken callback is called as often as the service and must not flood the log.
 */
public final class CallbackErrors {
    private static final Logger LOGGER = System.getLogger("io.breakers");
    private static final int MOST_SUPPRESSED = 16;

    /** Not atomic: two threads may both warn, which does no harm. */
    private volatile boolean warned;

    public void log(String what, Throwable thrown) {
        Level level = warned ? Level.DEBUG : Level.WARNING;
        warned = true;
        try {
            LOGGER.log(level, what, thrown);
        } catch (Throwable unlogged) {
            // The logger is user code too, and must not reach a call either. There is nothing left to report this to.
            attach(thrown, unlogged);
        }
    }

    /**
     * Attaches {@code second} to {@code first} as suppressed. Does not if they are the same object, which
     * {@code addSuppressed} rejects (F1), or if {@code first} has enough of them already, because it is thrown again
     * and again (D12).
     *
     * @return whether {@code second} is attached; {@code false} also for a throwable that takes no suppressed ones
     */
    public static boolean attach(Throwable first, Throwable second) {
        boolean attached = false;
        if (first != second) {
            // addSuppressed locks the throwable too. Without this lock, two threads could both take the last place.
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
