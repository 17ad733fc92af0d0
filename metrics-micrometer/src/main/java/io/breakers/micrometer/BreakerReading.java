package io.breakers.micrometer;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.Transition;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/*
 * A registry reads each meter separately, and does not tell where a scrape begins. A snapshot of the statistics costs
 * more than all else that a scrape does, so meters share one for as long as it is exact: until the listener hears of
 * the next event. What changes without an event asks for more: rates may age with time, and calls start unheard.
 *
 * An event on another processor, at the very moment of a look, may be missed by both: the look was before it, and the
 * listener does not see the look yet. So a look serves the numbers of one scrape, and no more.
 */

/**
 * What the meters read of one breaker. Its counts follow the breaker until {@link #close()} and are frozen from then
 * on, although the breaker keeps working. They never decrease, not even for a reader that comes while it is being
 * closed: the final ones are taken after {@code closed} is set, so they are at least what any reader saw before, and
 * one thread takes them for all.
 */
final class BreakerReading {
    /** As many numbers as a scrape reads of one snapshot: the next scrape takes another one. */
    private static final int NUMBERS = 17;

    /** A snapshot of the statistics; there is none yet while it is being taken. */
    private static final class Look {
        private final long time;
        private volatile @Nullable BreakerStats stats;

        /** How many more numbers it may serve; not exact if several threads read at once. */
        private int left = NUMBERS;

        Look(long time) {
            this.time = time;
        }

        @Nullable
        BreakerStats serve() {
            return left-- > 0 ? stats : null;
        }
    }

    private final Breaker breaker;
    private final StateLooks states;
    private final Map<BreakerState, AtomicLong> transitions = new EnumMap<>(BreakerState.class);
    private final AtomicReference<@Nullable BreakerStats> last = new AtomicReference<>();
    private volatile boolean closed;

    /** Shared by all readers, until there is something new. */
    private volatile @Nullable Look look;

    BreakerReading(Breaker breaker) {
        this.breaker = breaker;
        this.states = new StateLooks(breaker);
        for (BreakerState state : BreakerState.values()) {
            transitions.put(state, new AtomicLong());
        }
    }

    /** The listener heard of something: the next reader takes a new look. */
    void changed() {
        // Read first: to write each time would cost callers on several processors dear.
        if (look != null) {
            look = null;
        }
        states.heard();
    }

    void changed(Transition transition) {
        transitionsInto(transition.to()).incrementAndGet();
        changed();
    }

    /**
     * Returns the statistics, exact in what listeners hear of: all but the rates and the calls in flight. Of a call that
     * is spared they hear when it ends.
     */
    BreakerStats counts() {
        if (!closed) {
            Look known = look;
            BreakerStats shared = known == null ? null : known.serve();
            BreakerStats live = shared == null ? now() : shared;
            if (!closed) {
                return live;
            }
        }
        return lastStats();
    }

    /** Returns the statistics, with rates that may be as old as the beginning of a scrape if there was no event. */
    BreakerStats rates() {
        Look known = look;
        BreakerStats shared = known == null ? null : known.stats;
        if (known == null || shared == null) {
            return now();
        }
        long age = states.time() - known.time;
        return age >= 0 && age <= StateLooks.LIFETIME_NANOS ? shared : now();
    }

    /** Returns the statistics of this moment. */
    BreakerStats now() {
        var fresh = new Look(states.time());
        // Before the snapshot is taken, so that an event which it misses finds the look and ends it.
        look = fresh;
        BreakerStats stats = breaker.stats();
        fresh.stats = stats;
        return stats;
    }

    double enforced() {
        return breaker.config().enforce();
    }

    boolean isIn(BreakerState state) {
        return states.isIn(state);
    }

    long transitionsTo(BreakerState state) {
        return transitionsInto(state).get();
    }

    private AtomicLong transitionsInto(BreakerState state) {
        return Objects.requireNonNull(transitions.get(state));
    }

    /** Freezes the counts. */
    void close() {
        closed = true;
        lastStats();
        look = null;
    }

    private BreakerStats lastStats() {
        BreakerStats taken = last.get();
        if (taken != null) {
            return taken;
        }
        BreakerStats stats = breaker.stats();
        BreakerStats earlier = last.compareAndExchange(null, stats);
        return earlier == null ? stats : earlier;
    }
}
