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
 * A registry reads each gauge separately, and does not tell where a scrape begins. If each gauge looked at the breakers again, a
 * transition between two of them would make one scrape show a breaker in two states, or in none (J7). So one look serves all five
 * gauges, but only for one thread, for each gauge once, and for at most a second. A complete scrape that follows another therefore
 * always begins with a new look.
 *
 * A change that the reading thread knows of must show immediately: a transition it received, or a breaker that was added or removed,
 * ends its look. If time is moved by hand, by a ticker that is not the system's, each gauge looks separately.
 */

/** The number of breakers of a group in each state, such that all gauges of one scrape show the same moment. */
final class StateReadings {
    private static final long LIFETIME_NANOS = 1_000_000_000;

    /** One look at all breakers, by one thread; only gauges read by that thread use it. */
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

    /** By thread id: a group must not keep a thread alive, nor a thread this class. */
    private final Map<Long, Look> looks = new ConcurrentHashMap<>();

    StateReadings(Clock clock, Supplier<Members> members) {
        this.clock = clock;
        this.members = members;
    }

    /** Returns how many breakers are in {@code state}. */
    int count(BreakerState state) {
        long reader = Thread.currentThread().getId();
        long now = clock.monotonicTime();
        Look look = looks.get(reader);
        if (look == null || isOver(look, now) || look.served.contains(state) || timeIsMovedByHand()) {
            looks.values().removeIf(old -> isOver(old, now));
            look = new Look(now, states());
        }
        look.served.add(state);
        // Also if there was one: looking at a breaker can itself make a transition, which this thread then received
        // (S18).
        looks.put(reader, look);
        return look.breakers.getOrDefault(state, 0);
    }

    /** Discards the look of the calling thread, which has changed a state or knows of a change. */
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
