package io.breakers.examples;

import io.breakers.api.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that an example advances by hand, so that it ends immediately and always prints the same. */
final class ManualTicker implements Ticker {
    private final AtomicLong now = new AtomicLong();

    void advance(Duration duration) {
        now.addAndGet(duration.toNanos());
    }

    @Override
    public long read() {
        return now.get();
    }
}
