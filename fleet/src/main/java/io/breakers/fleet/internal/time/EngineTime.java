package io.breakers.fleet.internal.time;

import io.breakers.api.Ticker;
import java.util.concurrent.TimeUnit;

/** What time it is at the engine, as far as its answers tell. For the thread of the fleet. */
public final class EngineTime {
    private final Ticker ticker;
    private long now;
    private long heardAt;
    private long wayMillis;

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
