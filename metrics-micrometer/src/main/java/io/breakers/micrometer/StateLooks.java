package io.breakers.micrometer;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
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
    private static final long LIFETIME_NANOS = 250_000_000;

    private static final Look[] NONE = {};

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

    private final Breaker breaker;
    private final AtomicReference<Look[]> looks = new AtomicReference<>(NONE);

    StateLooks(Breaker breaker) {
        this.breaker = breaker;
    }

    boolean isIn(BreakerState state) {
        long now = time(breaker);
        Look look = own();
        if (look == null || look.time == now || look.isOver(now) || look.served.contains(state)) {
            Look fresh = new Look(Thread.currentThread().getId(), now, breaker.state());
            // Afterwards: to look at a breaker can itself make a transition, which this thread then hears of (S18).
            looks.updateAndGet(all -> with(fresh, all));
            look = fresh;
        }
        look.served.add(state);
        return look.state == state;
    }

    /** Ends the look of the calling thread, which has heard something. */
    void heard() {
        Look own = own();
        if (own != null) {
            looks.updateAndGet(all -> without(own.reader, own.time, all).toArray(NONE));
        }
    }

    private @Nullable Look own() {
        long reader = Thread.currentThread().getId();
        for (Look look : Objects.requireNonNull(looks.get())) {
            if (look.reader == reader) {
                return look;
            }
        }
        return null;
    }

    private static Look[] with(Look fresh, Look[] all) {
        List<Look> kept = without(fresh.reader, fresh.time, all);
        kept.add(fresh);
        return kept.toArray(NONE);
    }

    /** Returns the looks of other threads that are not over. */
    private static List<Look> without(long reader, long now, Look[] all) {
        var kept = new ArrayList<Look>(all.length + 1);
        for (Look look : all) {
            if (look.reader != reader && !look.isOver(now)) {
                kept.add(look);
            }
        }
        return kept;
    }

    /** Returns the breaker's time. If its ticker is broken, which is the engine's to report, time stands still here too. */
    static long time(Breaker breaker) {
        try {
            return breaker.config().ticker().read();
        } catch (Throwable broken) {
            return 0;
        }
    }
}
