package io.breakers.internal.callbacks;

import io.breakers.api.Ticker;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A user's ticker. If it throws, time stands still, because a call that has reached its target must end its permit
 * (S19).
 */
public final class GuardedTicker implements Ticker {
    private final Ticker ticker;
    private final CallbackErrors errors;

    /** Threads race to write it, which does no harm: any recent reading will do while the ticker is broken. */
    private volatile long lastReading;

    /**
     * The first reading, if the ticker threw when it was asked for that: until there is one, time stands at 0, so from
     * there it has to go on. {@code null} for a ticker that worked from the start.
     */
    private final @Nullable AtomicReference<@Nullable Long> lateStart;

    private GuardedTicker(Ticker ticker, String breaker) {
        this.ticker = ticker;
        this.errors = new CallbackErrors(breaker);
        this.lateStart = startsNow() ? null : new AtomicReference<>();
    }

    /**
     * The ticker of a breaker.
     *
     * @param breaker its name, for the log
     */
    public static Ticker around(Ticker ticker, String breaker) {
        return ticker == Ticker.system() ? ticker : new GuardedTicker(ticker, breaker);
    }

    private boolean startsNow() {
        try {
            lastReading = ticker.read();
            return true;
        } catch (Throwable broken) {
            errors.log("the ticker threw; time stands still until it is read", broken);
            return false;
        }
    }

    @Override
    public long read() {
        try {
            long reading = ticker.read();
            long time = lateStart == null ? reading : reading - first(lateStart, reading);
            lastReading = time;
            return time;
        } catch (Throwable broken) {
            errors.log("the ticker threw; its last reading is used", broken);
            return lastReading;
        }
    }

    private static long first(AtomicReference<@Nullable Long> lateStart, long reading) {
        Long first = lateStart.get();
        if (first == null) {
            first = lateStart.compareAndExchange(null, reading);
        }
        return first == null ? reading : first;
    }
}
