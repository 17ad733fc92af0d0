package io.breakers.operations.internal.health;

import io.breakers.api.Breaker;
import io.breakers.api.Ticker;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hears of all breakers of a registry, and knows since when each has been out. Safe for use by many threads: there is
 * one lock, within which nothing of a user's runs, his tickers included.
 */
public final class Outages {
    /**
     * What is known of critical breakers.
     *
     * @param causes those for which it is not ready
     * @param missing the names that no breaker or service has
     */
    public record Answer(List<String> causes, List<String> missing) {}

    private final Object lock = new Object();
    private final IdentityHashMap<Breaker, Watched> breakers = new IdentityHashMap<>();
    private final Map<Criteria, Readiness> asked = new HashMap<>();

    /** Replaced as a whole, with the lock, and read without it. */
    private volatile IdentityHashMap<Ticker, Clock> clocks = new IdentityHashMap<>();

    /** Begins to watch a breaker. What happens to it is told to what this returns. */
    public Watched watch(Breaker breaker) {
        var made = new Watched(this, breaker, join(breaker.config().ticker()));
        synchronized (lock) {
            breakers.put(breaker, made);
        }
        made.look();
        return made;
    }

    private Clock join(Ticker ticker) {
        synchronized (lock) {
            Clock clock = clocks.get(ticker);
            if (clock == null) {
                clock = new Clock(ticker);
                var more = new IdentityHashMap<>(clocks);
                more.put(ticker, clock);
                clocks = more;
            }
            clock.users++;
            return clock;
        }
    }

    void forget(Watched watched) {
        synchronized (lock) {
            if (breakers.remove(watched.breaker) == null) {
                return;
            }
            asked.values().forEach(readiness -> readiness.forgets(watched));
            watched.clock.users--;
            if (watched.clock.users == 0) {
                var less = new IdentityHashMap<>(clocks);
                less.remove(watched.clock.ticker);
                clocks = less;
            }
        }
    }

    /** Looks at breakers whose listeners have all been made. */
    public void opened(List<Breaker> ready) {
        for (Breaker breaker : ready) {
            Watched watched = find(breaker);
            if (watched != null) {
                watched.look();
            }
        }
    }

    private @Nullable Watched find(Breaker breaker) {
        synchronized (lock) {
            return breakers.get(breaker);
        }
    }

    /**
     * Takes in news of a breaker; not of one that has been forgotten while its listener was about to tell them.
     *
     * @param news changes it, and tells when that was
     */
    void heard(Watched watched, LongSupplier news) {
        readClocks();
        synchronized (lock) {
            if (breakers.get(watched.breaker) != watched) {
                return;
            }
            long at = news.getAsLong();
            if (watched.isOut() != watched.shouldBeOut()) {
                for (Readiness readiness : asked.values()) {
                    if (readiness.isAbout(watched)) {
                        readiness.turns(watched, at);
                    }
                }
                watched.turn(at);
            }
        }
    }

    /** Begins to observe what critical breakers go through; of those that are out, what is known of them. */
    public Readiness observe(Criteria criteria) {
        synchronized (lock) {
            return asked.computeIfAbsent(criteria, this::begin);
        }
    }

    private Readiness begin(Criteria criteria) {
        var readiness = new Readiness(criteria);
        for (Watched watched : breakers.values()) {
            if (watched.isOut() && readiness.isAbout(watched)) {
                readiness.begins(watched);
            }
        }
        return readiness;
    }

    /** Answers for now; changes nothing. */
    public Answer ask(Readiness readiness) {
        readClocks();
        synchronized (lock) {
            return new Answer(readiness.causes(), readiness.missing(breakers.values()));
        }
    }

    private void readClocks() {
        clocks.values().forEach(Clock::read);
    }
}
