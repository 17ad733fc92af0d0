package io.breakers.examples;

import io.breakers.api.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when a story says so: it ends at once and prints the same every time. */
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
