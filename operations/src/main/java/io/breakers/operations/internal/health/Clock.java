package io.breakers.operations.internal.health;

import io.breakers.api.Ticker;

/** A ticker that breakers have. Its last reading can be asked for where nothing of a user's may run. */
final class Clock {
    final Ticker ticker;

    /** How many breakers have it; guarded by the lock of {@link Outages}. */
    int users;

    /** Threads race to write it, which does no harm: any recent reading will do. */
    private volatile long last;

    Clock(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Reads the ticker. If that throws, time stands still, as it does for the breakers, which log it. */
    long read() {
        try {
            last = ticker.read();
        } catch (Throwable broken) {
            return last;
        }
        return last;
    }

    /** The last reading. */
    long last() {
        return last;
    }
}
