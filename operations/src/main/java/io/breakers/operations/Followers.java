package io.breakers.operations;

import io.breakers.api.Ticker;
import io.breakers.operations.internal.registry.Names;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

/** The followers of a registry, which end with it. Safe for use by many threads. */
final class Followers {
    private final BreakerRegistry registry;
    private final Names names;
    private final Ticker ticker;
    private final Set<SettingsFollower> running = ConcurrentHashMap.newKeySet();

    Followers(BreakerRegistry registry, Names names, Ticker ticker) {
        this.registry = registry;
        this.names = names;
        this.ticker = ticker;
    }

    /** Begins to follow; see {@link BreakerRegistry#follow}. */
    SettingsFollower follow(SettingsSource source, Duration period, ScheduledExecutorService scheduler) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(scheduler, "scheduler");
        if (Objects.requireNonNull(period, "period").isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period must be positive, was " + period);
        }
        names.checkOpen();
        var follower = new SettingsFollower(registry, this, source, period, scheduler, ticker);
        running.add(follower);
        if (names.isClosed()) {
            follower.close();
        }
        follower.readFirst();
        return follower;
    }

    void forget(SettingsFollower follower) {
        running.remove(follower);
    }

    /** Ends them all. */
    void close() {
        running.forEach(SettingsFollower::close);
    }
}
