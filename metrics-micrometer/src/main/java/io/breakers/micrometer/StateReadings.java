package io.breakers.micrometer;

import io.breakers.api.BreakerState;
import io.breakers.api.Ticker;
import io.micrometer.core.instrument.Clock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/*
 * A registry reads each gauge for itself, and does not say where a scrape begins. If each looked at the breakers anew, a transition between two of them would make one scrape
 * show a breaker in two states, or in none (J7). So one look serves all five gauges: of one thread, each gauge once, for at most a second. A complete scrape after a complete
 * scrape therefore always begins with a fresh look.
 *
 * What the reading thread knows to have changed must show at once: a transition that it heard or a breaker that came or went ends its look. And where time is moved by hand, by
 * a ticker that is not the system's, each gauge looks for itself.
 */

/** How many breakers of a group are in which state, so that all gauges of one scrape tell of the same moment. */
final class StateReadings {
    private static final long LIFETIME_NANOS = 1_000_000_000;

    /** One look at all breakers, by one thread; only that thread serves gauges from it. */
    private static final class Look {
        private final long time;
        private final Map<BreakerState, Integer> breakers;
        private final Set<BreakerState> served = EnumSet.noneOf(BreakerState.class);

        Look(long time, Map<BreakerState, Integer> breakers) {
            this.time = time;
            this.breakers = breakers;
        }
    }

    private final Clock clock;
    private final Supplier<Members> members;

    /** By id: a group must not keep a thread, nor a thread our classes. */
    private final Map<Long, Look> looks = new ConcurrentHashMap<>();

    StateReadings(Clock clock, Supplier<Members> members) {
        this.clock = clock;
        this.members = members;
    }

    /** How many breakers are in {@code state}. */
    int count(BreakerState state) {
        long reader = Thread.currentThread().getId();
        long now = clock.monotonicTime();
        Look look = looks.get(reader);
        if (look == null || isOver(look, now) || look.served.contains(state) || timeIsMovedByHand()) {
            looks.values().removeIf(old -> isOver(old, now));
            look = new Look(now, states());
        }
        look.served.add(state);
        // Also if it was there: a look at a breaker can itself make a transition, which this thread then heard (S18).
        looks.put(reader, look);
        return look.breakers.getOrDefault(state, 0);
    }

    /** The calling thread has changed a state, or knows that one has changed. */
    void forget() {
        looks.remove(Thread.currentThread().getId());
    }

    private static boolean isOver(Look look, long now) {
        return now - look.time > LIFETIME_NANOS;
    }

    private boolean timeIsMovedByHand() {
        for (Member member : members.get().live()) {
            if (member.breaker().config().ticker() != Ticker.system()) {
                return true;
            }
        }
        return false;
    }

    private Map<BreakerState, Integer> states() {
        var breakers = new EnumMap<BreakerState, Integer>(BreakerState.class);
        for (Member member : members.get().live()) {
            breakers.merge(member.breaker().state(), 1, Integer::sum);
        }
        return breakers;
    }
}
