package io.breakers.engine;

import io.breakers.api.Ticker;

/** A user's ticker. If it throws, time stands still, because a call that reached its target must end its permit (S19). */
final class GuardedTicker implements Ticker {
    private final Ticker ticker;
    private final Complaints complaints = new Complaints();

    /** Racy, and the race is benign: any recent reading will do for the moment in which the ticker is broken. */
    private volatile long lastReading;

    private GuardedTicker(Ticker ticker) {
        this.ticker = ticker;
    }

    static Ticker around(Ticker ticker) {
        return ticker == Ticker.system() ? ticker : new GuardedTicker(ticker);
    }

    @Override
    public long read() {
        try {
            long reading = ticker.read();
            lastReading = reading;
            return reading;
        } catch (Throwable broken) {
            complaints.log("The ticker threw; its last reading is used", broken);
            return lastReading;
        }
    }
}
