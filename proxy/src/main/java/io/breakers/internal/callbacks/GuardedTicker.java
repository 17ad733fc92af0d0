package io.breakers.internal.callbacks;

import io.breakers.api.Ticker;

/**
 * A user's ticker. If it throws, time stands still, because a call that has reached its target must end its permit
 * (S19).
 */
public final class GuardedTicker implements Ticker {
    private final Ticker ticker;
    private final CallbackErrors errors = new CallbackErrors();

    /** Threads race to write it, which does no harm: any recent reading will do while the ticker is broken. */
    private volatile long lastReading;

    private GuardedTicker(Ticker ticker) {
        this.ticker = ticker;
    }

    public static Ticker around(Ticker ticker) {
        return ticker == Ticker.system() ? ticker : new GuardedTicker(ticker);
    }

    @Override
    public long read() {
        try {
            long reading = ticker.read();
            lastReading = reading;
            return reading;
        } catch (Throwable broken) {
            errors.log("The ticker threw; its last reading is used", broken);
            return lastReading;
        }
    }
}
