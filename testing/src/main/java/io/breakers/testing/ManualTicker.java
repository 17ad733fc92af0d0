package io.breakers.testing;

import io.breakers.api.Ticker;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A ticker whose time stands still until a test advances it, so that waits, windows and elapsed times take no real time
 * and are exact. It is given to a configuration with {@code ticker(...)}, and may be read and advanced by many threads.
 */
public final class ManualTicker implements Ticker {
    private final AtomicLong now;

    private ManualTicker(long start) {
        this.now = new AtomicLong(start);
    }

    /**
     * Creates a ticker that starts at a random moment, as {@link System#nanoTime()} may: a test in which the origin of
     * time matters by mistake then fails.
     */
    public ManualTicker() {
        this(ThreadLocalRandom.current().nextLong());
    }

    /**
     * Returns a ticker whose first reading is {@code nanos}, for a test of what happens there: close to the
     * wrap-around, say.
     */
    public static ManualTicker startingAt(long nanos) {
        return new ManualTicker(nanos);
    }

    /**
     * Moves time forward; or backwards, which {@link Ticker} forbids, if {@code duration} is negative: for a test of
     * code that has to survive a broken clock.
     *
     * @throws ArithmeticException if {@code duration} is longer than about 292 years
     */
    public void advance(Duration duration) {
        advanceNanos(duration.toNanos());
    }

    /** Moves time by so many nanoseconds, like {@link #advance}. */
    public void advanceNanos(long nanos) {
        now.addAndGet(nanos);
    }

    @Override
    public long read() {
        return now.get();
    }

    @Override
    public String toString() {
        return "ticker at " + now;
    }
}
