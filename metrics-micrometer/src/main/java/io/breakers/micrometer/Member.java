package io.breakers.micrometer;

import io.breakers.api.Breaker;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One breaker's contribution to the meters of its group. Its counts follow the breaker until {@link #close()} and are frozen from
 * then on, although the breaker keeps working.
 *
 * <p>The counts never decrease, not even for a reader that comes while the member is being closed: the final counts are taken after
 * {@code closed} is set, so they are at least what any reader saw before, and one thread takes them for all.
 */
final class Member {
    private final Breaker breaker;
    private final AtomicReference<@Nullable Map<Count, Long>> last = new AtomicReference<>();
    private volatile boolean closed;

    Member(Breaker breaker) {
        this.breaker = breaker;
    }

    Breaker breaker() {
        return breaker;
    }

    long count(Count count) {
        if (!closed) {
            long live = count.of(breaker.stats());
            if (!closed) {
                return live;
            }
        }
        return lastCounts().getOrDefault(count, 0L);
    }

    /** Freezes the counts, and returns them. */
    Map<Count, Long> close() {
        closed = true;
        return lastCounts();
    }

    private Map<Count, Long> lastCounts() {
        Map<Count, Long> taken = last.get();
        if (taken != null) {
            return taken;
        }
        Map<Count, Long> counts = Count.allOf(breaker.stats());
        Map<Count, Long> earlier = last.compareAndExchange(null, counts);
        return earlier == null ? counts : earlier;
    }
}
