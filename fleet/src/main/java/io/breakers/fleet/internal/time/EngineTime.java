package io.breakers.fleet.internal.time;

import io.breakers.api.Ticker;
import java.util.concurrent.TimeUnit;

/**
 * What time it is at the engine, and which numbers it can have given, as far as its answers tell. For the thread of the
 * fleet, except {@link #answered}.
 */
public final class EngineTime {
    private static final long YEAR_2026 = 1_767_225_600_000L;

    /** Its clock may be that much ahead of what is known of it: a minute. */
    private static final long LEEWAY_MILLIS = 60_000;

    private final Ticker ticker;
    private long now;
    private long heardAt;
    private long wayMillis;

    /** As it has answered last. Also written by the engine's threads. */
    private volatile long stamp;

    public EngineTime(Ticker ticker) {
        this.ticker = ticker;
        this.heardAt = ticker.read();
    }

    /** The engine's answer to something that was asked at a reading of the ticker. */
    public void heard(long engineNow, long askedAt) {
        now = engineNow;
        heardAt = ticker.read();
        wayMillis = millis(heardAt - askedAt);
    }

    /** The engine has answered that it has given numbers up to a stamp. */
    public void answered(long stamp) {
        this.stamp = stamp;
    }

    /**
     * Whether a number is far above all that the engine can have given: numbers are milliseconds since 2026, unless
     * there have been higher ones.
     *
     * @param highest of those that are known to be the engine's
     */
    public boolean isFarAbove(long number, long highest) {
        return number > Math.max(Math.max(stamp, highest), now() - YEAR_2026) + LEEWAY_MILLIS;
    }

    /** The earliest time that it can be now. */
    public long now() {
        return now + millis(ticker.read() - heardAt);
    }

    /** How long ago something was at most. */
    public long age(long time) {
        return now() + wayMillis - time;
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
