package io.breakers.operations.internal.snapshot;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.proxy.BreakerAccess;
import io.breakers.proxy.BreakerAccess.Kept;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * Takes snapshots of breakers, and gives breakers their state of before, each once: those that are there, and later
 * ones when they come. The only place that reads the wall clock. Safe for use by many threads.
 */
public final class Restart {
    private record Waiting(Kept kept, Instant taken) {}

    private final InstantSource clock;
    private final ConcurrentNavigableMap<String, Waiting> waiting = new ConcurrentSkipListMap<>();

    /** Creates one for which nothing waits. */
    public Restart(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Takes a snapshot. What waits for a breaker is in it, too, as long as it still means something.
     *
     * @param breakers asked after what waits was read, so that what comes in between is not missed
     */
    public Shot take(Supplier<List<Breaker>> breakers) {
        Instant now = clock.instant();
        Map<String, Kept> states = new LinkedHashMap<>();
        waiting.forEach((name, one) -> {
            Kept left = Shot.after(one.kept, one.taken, now);
            boolean over = left.trips() > 0 && left.rest().isZero();
            if (!over) {
                states.put(name, left);
            }
        });
        for (Breaker breaker : breakers.get()) {
            Optional<Kept> kept = BreakerAccess.to(breaker).keep();
            if (kept.isPresent()) {
                states.put(breaker.name(), Shot.writable(kept.get()));
            } else {
                states.remove(breaker.name());
            }
        }
        return new Shot(now, states);
    }

    /** Lets states wait for their breakers; whoever calls this then offers those that are there. */
    public void await(Shot shot) {
        shot.states().forEach((name, kept) -> waiting.put(name, new Waiting(kept, shot.taken())));
    }

    /** Gives breakers the states that wait for them. */
    public void offer(List<Breaker> breakers) {
        for (Breaker breaker : breakers) {
            Waiting one = waiting.remove(breaker.name());
            if (one != null) {
                restore(breaker, Shot.after(one.kept, one.taken, clock.instant()));
            }
        }
    }

    /**
     * Gives the breaker of a key, which nobody calls yet, the state that waits for it. That goes on waiting until one
     * {@linkplain #settle stays}, because another thread may make one for the same key.
     */
    public void lend(Breaker breaker) {
        Waiting one = waiting.get(breaker.name());
        if (one != null) {
            restore(breaker, Shot.after(one.kept, one.taken, clock.instant()));
        }
    }

    /**
     * The breaker of a key stays: nothing waits for it any more. One that had a transition has been given its state.
     */
    public void settle(Breaker breaker) {
        Waiting one = waiting.remove(breaker.name());
        if (one != null && breaker.stats().transitions() == 0) {
            restore(breaker, Shot.after(one.kept, one.taken, clock.instant()));
        }
    }

    /** The reason of HALF_OPEN, that the wait is over, would say nothing of why it opened. */
    private static void restore(Breaker breaker, Kept kept) {
        boolean halfOpen = kept.state() == BreakerState.HALF_OPEN;
        BreakerAccess.to(breaker)
                .restore(
                        halfOpen
                                ? new Kept(kept.state(), "HALF_OPEN before the restart", kept.rest(), kept.trips())
                                : kept);
    }
}
