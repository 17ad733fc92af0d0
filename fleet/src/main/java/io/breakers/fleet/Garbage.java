package io.breakers.fleet;

import io.breakers.fleet.internal.time.FleetThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Logs that somebody else writes to a fleet, at most once a minute, on the thread of the fleet. Safe for use by many
 * threads.
 */
final class Garbage {
    private static final Logger LOGGER = System.getLogger("io.breakers.fleet");
    private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    private final String fleet;
    private final FleetThread thread;

    /** How many were found that are not counted yet: one task counts them all, however many come. */
    private final AtomicLong waiting = new AtomicLong();

    private volatile String last = "";
    private long count;
    private long saidAt;

    Garbage(String fleet, FleetThread thread) {
        this.fleet = fleet;
        this.thread = thread;
        this.saidAt = thread.ticker().read() - PAUSE;
    }

    void found(String why) {
        last = why;
        if (waiting.getAndIncrement() == 0) {
            thread.run(this::say);
        }
    }

    private void say() {
        count += waiting.getAndSet(0);
        long now = thread.ticker().read();
        if (now - saidAt >= PAUSE) {
            saidAt = now;
            LOGGER.log(
                    Level.WARNING,
                    "Somebody else writes to the fleet " + fleet + ": " + count
                            + " messages were ignored so far; of the last one, " + last);
        }
    }
}
