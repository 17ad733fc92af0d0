package io.breakers.testing;

import io.breakers.api.Ticker;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A ticker whose time stands still until a test advances it, so that waits, windows and elapsed times take no real time
 * and are exact. It is given to a configuration with {@code ticker(...)}, and may be read and advanced by many threads.
 */
public final class ManualTicker implements Ticker {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

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
     * Moves time forward.
     *
     * @throws IllegalArgumentException if {@code duration} is negative, or longer than 292 years
     */
    public void advance(Duration duration) {
        advanceNanos(nanos(duration));
    }

    /**
     * Moves time forward by so many nanoseconds, like {@link #advance}.
     *
     * @throws IllegalArgumentException if {@code nanos} is negative
     */
    public void advanceNanos(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("nanos must not be negative, was " + nanos);
        }
        now.addAndGet(nanos);
    }

    /** Returns by how much time moves. */
    static long nanos(Duration duration) {
        return nanos("duration", duration);
    }

    /** Returns the nanoseconds of a duration that is neither negative nor too long. */
    static long nanos(String name, Duration duration) {
        if (Objects.requireNonNull(duration, name).isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, was " + duration);
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be at most 292 years, was " + duration);
        }
        return duration.toNanos();
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
