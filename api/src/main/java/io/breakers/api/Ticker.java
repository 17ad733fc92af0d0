package io.breakers.api;

/**
 * A source of elapsed time in nanoseconds; the only clock that a breaker reads (S15).
 *
 * <p>It must never run backwards, and must be safe for use by many threads. Its origin is arbitrary: only differences
 * are meaningful, so readings may be negative and may wrap around. Tests use a ticker of their own and advance it by
 * hand.
 */
@FunctionalInterface
public interface Ticker {
    /** Returns the nanoseconds since an arbitrary, fixed point in time. */
    long read();

    /** Returns the ticker that reads {@link System#nanoTime()}. */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}

enum SystemTicker implements Ticker {
    INSTANCE;

    @Override
    public long read() {
        return System.nanoTime();
    }

    @Override
    public String toString() {
        return "Ticker.system()";
    }
}
