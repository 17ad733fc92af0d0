package io.breakers.operations.internal.probing;

/** One check while it runs: it ends once, by itself or from outside, and is interrupted only before it has ended. */
final class CheckRun {
    private final Thread thread = Thread.currentThread();

    /** The state of the breaker, by the number of its last transition, when the check began. */
    final long begun;

    private boolean over;
    private boolean interrupted;

    CheckRun(long begun) {
        this.begun = begun;
    }

    /**
     * Ends it from outside. Returns {@code false} if it was over. A check that does this to itself is not interrupted.
     */
    synchronized boolean stop() {
        if (over) {
            return false;
        }
        over = true;
        if (Thread.currentThread() != thread) {
            interrupted = true;
            thread.interrupt();
        }
        return true;
    }

    /** The check has returned, on its thread. Returns {@code false} if it was over, so that this counts for nothing. */
    synchronized boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }

    /** Whether it was interrupted from here, so that the thread's owner knows nothing of that. */
    synchronized boolean wasInterrupted() {
        return interrupted;
    }
}
