package io.breakers.micrometer;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.Ticker;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/*
 * If each of the five gauges looked at the breaker for itself, a transition between two of them would make one scrape
 * show it in two states, or in none (J7). So one look serves all five, but only for one thread and for each gauge once:
 * a scrape that follows another begins with a new look.
 *
 * A thread that reads single gauges, and learns from another thread of a transition between two of them, cannot be told
 * from one that is in the middle of a scrape. So a look also ends with whatever its own thread hears of the breaker,
 * and after a moment of the breaker's time. Where that time stands still nobody scrapes, and each gauge looks for
 * itself (R30).
 */

/** The state of one breaker, such that all gauges of one scrape show the same moment. */
final class StateLooks {
    /** Longer than a scrape needs from the first gauge of a breaker to the last. */
    static final long LIFETIME_NANOS = 250_000_000;

    /** One look by one thread; only gauges that are read by that thread use it. */
    private static final class Look {
        /** The id: meters must not keep a thread alive, nor a thread this class. */
        private final long reader;

        private final long time;
        private final BreakerState state;

        private final Set<BreakerState> served = EnumSet.noneOf(BreakerState.class);

        Look(long reader, long time, BreakerState state) {
            this.reader = reader;
            this.time = time;
            this.state = state;
        }

        boolean isOver(long now) {
            return now - time > LIFETIME_NANOS;
        }
    }

    /** The looks of all threads, as an immutable list. */
    private record Looks(Look first, @Nullable Looks others) {
        /** Those of other threads that are not over. */
        static @Nullable Looks without(long reader, long now, @Nullable Looks all) {
            Looks kept = null;
            for (Looks each = all; each != null; each = each.others) {
                if (each.first.reader != reader && !each.first.isOver(now)) {
                    kept = new Looks(each.first, kept);
                }
            }
            return kept;
        }
    }

    private final Breaker breaker;
    private final Ticker ticker;
    private final AtomicReference<@Nullable Looks> looks = new AtomicReference<>();

    StateLooks(Breaker breaker) {
        this.breaker = breaker;
        this.ticker = breaker.config().ticker();
    }

    boolean isIn(BreakerState state) {
        long now = time();
        Look look = own();
        if (look == null || look.time == now || look.isOver(now) || look.served.contains(state)) {
            Look fresh = new Look(Thread.currentThread().getId(), now, breaker.state());
            // Afterwards: to look at a breaker can itself make a transition, which this thread then hears of (S18).
            looks.updateAndGet(all -> new Looks(fresh, Looks.without(fresh.reader, now, all)));
            look = fresh;
        }
        look.served.add(state);
        return look.state == state;
    }

    /** Ends the look of the calling thread, which has heard something. */
    void heard() {
        Look own = own();
        if (own != null) {
            looks.updateAndGet(all -> Looks.without(own.reader, own.time, all));
        }
    }

    private @Nullable Look own() {
        Looks all = looks.get();
        if (all == null) {
            return null;
        }
        long reader = Thread.currentThread().getId();
        while (all != null && all.first.reader != reader) {
            all = all.others;
        }
        return all == null ? null : all.first;
    }

    /** Returns the breaker's time. If its ticker is broken, which is the engine's to report, time stands still here too. */
    long time() {
        try {
            return ticker.read();
        } catch (Throwable broken) {
            return 0;
        }
    }
}
