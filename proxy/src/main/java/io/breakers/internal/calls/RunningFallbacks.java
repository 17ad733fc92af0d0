package io.breakers.internal.calls;

import java.util.concurrent.atomic.AtomicInteger;

/** How many fallbacks of a method are running, where there is a limit (S31). Safe for use by many threads. */
final class RunningFallbacks {
    private final AtomicInteger running = new AtomicInteger();

    /** Whether there has been a limit: from then on they are counted, also while there is none (S46). */
    private volatile boolean counted;

    /** Whether one more may run; if so, it counts as running until {@link #end}. */
    boolean begin(int limit) {
        if (limit == Integer.MAX_VALUE && !counted) {
            return true;
        }
        counted = true;
        int before;
        do {
            before = running.get();
            if (before >= limit) {
                return false;
            }
        } while (!running.compareAndSet(before, before + 1));
        return true;
    }

    void end() {
        if (counted) {
            int before;
            do {
                before = running.get();
                // One that began before there was a limit has not been counted.
            } while (before > 0 && !running.compareAndSet(before, before - 1));
        }
    }
}
