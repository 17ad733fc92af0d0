package io.breakers.internal.callbacks;

import java.lang.System.Logger.Level;

/**
 * Logs exceptions of one breaker's user callbacks that were kept away from the call. The first is a warning. Later ones
 * are logged at a finer level, because a broken callback is called as often as the service and must not flood the log.
 */
public final class CallbackErrors {
    private static final int MOST_SUPPRESSED = 16;

    private final String breaker;

    /** Not atomic: two threads may both warn, which does no harm. */
    private volatile boolean warned;

    /**
     * Creates a log in which nothing was warned of.
     *
     * @param breaker its name begins every line
     */
    public CallbackErrors(String breaker) {
        this.breaker = breaker;
    }

    /** Logs {@code thrown}; {@code what} goes on after the breaker's name. */
    public void log(String what, Throwable thrown) {
        Level level = warned ? Level.DEBUG : Level.WARNING;
        warned = true;
        try {
            // Looked up here: that takes long, and the first call of a healthy process does not need it.
            System.getLogger("io.breakers").log(level, breaker + ": " + what, thrown);
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
