package io.breakers.micrometer;

import io.breakers.api.Breaker;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One breaker's part in the meters of its group. Its counts follow the breaker until {@link #close()}, and stand still from then on, although the breaker works on.
 *
 * <p>They never fall, not even for a reader that comes while the breaker is being closed: the last counts are taken after {@code closed} is set, so they
 * are at least what anybody read before it was; and there is one winner that takes them for all.
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

    /** Lets the counts stand still, and returns them. */
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
