package io.breakers.fleet;

import io.breakers.api.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/** Logs that somebody else writes to a fleet, at most once a minute. For the thread of the fleet. */
final class Garbage {
    private static final Logger LOGGER = System.getLogger("io.breakers.fleet");
    private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    private final String fleet;
    private final Ticker ticker;
    private long count;
    private long saidAt;

    Garbage(String fleet, Ticker ticker) {
        this.fleet = fleet;
        this.ticker = ticker;
        this.saidAt = ticker.read() - PAUSE;
    }

    void found(String why) {
        count++;
        long now = ticker.read();
        if (now - saidAt >= PAUSE) {
            saidAt = now;
            LOGGER.log(
                    Level.WARNING,
                    "Somebody else writes to the fleet " + fleet + ": " + count
                            + " messages were ignored so far; of the last one, " + why);
        }
    }
}
