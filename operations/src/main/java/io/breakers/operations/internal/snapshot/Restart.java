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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * Takes snapshots of breakers, and gives breakers their state of before, each once: those that are there, and later
 * ones when they come. The only place that reads the wall clock. Safe for use by many threads.
 */
public final class Restart {
    /**
     * A state that waits for its breaker.
     *
     * @param given the breakers that have been given it; more than one while several are made and one is to stay
     */
    private record Waiting(Kept kept, Instant taken, Set<Breaker> given) {}

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
            // In this order: what waits no more has been given by now.
            boolean waits = waiting.containsKey(breaker.name());
            Optional<Kept> kept = BreakerAccess.to(breaker).keep();
            if (kept.isPresent()) {
                states.put(breaker.name(), Shot.writable(kept.get()));
            } else if (!waits) {
                states.remove(breaker.name());
            }
        }
        return new Shot(now, states);
    }

    /** Lets states wait for their breakers; whoever calls this then offers those that are there. */
    public void await(Shot shot) {
        shot.states()
                .forEach((name, kept) ->
                        waiting.put(name, new Waiting(kept, shot.taken(), ConcurrentHashMap.newKeySet())));
    }

    /** Gives breakers that stay the states that wait for them, unless they have been {@linkplain #lend lent} them. */
    public void offer(List<Breaker> breakers) {
        for (Breaker breaker : breakers) {
            Waiting one = waiting.get(breaker.name());
            if (one != null) {
                give(one, breaker);
                waiting.remove(breaker.name(), one);
            }
        }
    }

    /**
     * Gives a breaker that nobody calls yet the state that waits for it. That goes on waiting until one of its name
     * {@linkplain #offer stays}, because several threads may make one.
     */
    public void lend(Breaker breaker) {
        Waiting one = waiting.get(breaker.name());
        if (one != null) {
            give(one, breaker);
        }
    }

    private void give(Waiting one, Breaker breaker) {
        if (one.given.add(breaker)) {
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
