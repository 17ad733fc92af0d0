package io.breakers.testing;

import io.breakers.api.Ticker;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A ticker that a test advances. It starts anywhere, so that arithmetic which minds the origin or the wrap-around is found out. */
public final class ManualTicker implements Ticker {
    private final AtomicLong now;

    private ManualTicker(long start) {
        this.now = new AtomicLong(start);
    }

    public static ManualTicker startingAnywhere() {
        return new ManualTicker(ThreadLocalRandom.current().nextLong());
    }

    public static ManualTicker startingAt(long nanos) {
        return new ManualTicker(nanos);
    }

    public void advance(Duration duration) {
        advanceNanos(duration.toNanos());
    }

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
