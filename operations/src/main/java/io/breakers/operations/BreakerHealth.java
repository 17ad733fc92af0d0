package io.breakers.operations;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStatus;
import io.breakers.operations.internal.health.Criteria;
import io.breakers.operations.internal.health.Outages;
import io.breakers.operations.internal.health.Readiness;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Tells from the breakers of a registry whether a process should get traffic, for its readiness probe (S61).
 *
 * <p>Without critical breakers it is always ready. It becomes not ready once one of them has been out (neither CLOSED
 * nor DISABLED) for {@link #downAfter} in one piece, whatever states it went through, and ready again once all of them
 * have been back for {@link #upAfter}. A breaker is not out while it is a dry run (S49), unless it is FORCED_OPEN.
 * Times are those of the breakers' tickers.
 *
 * <p>A process that is not ready may get no calls, and without calls no probes that could close its breakers: give
 * critical breakers a {@link Prober} that is {@linkplain Prober#closing closing}.
 *
 * <p>An immutable value: each method returns another one. What it answers comes from the transitions of the breakers
 * since the first one with the same names and times was made for this registry, not from when it was asked; an outage
 * that was under way then counts from its beginning. The registry goes on observing for it until it is no longer used
 * itself. Safe for use by many threads; it has no thread.
 */
public final class BreakerHealth {
    private static final Duration DEFAULT = Duration.ofSeconds(10);

    private final BreakerRegistry registry;
    private final Criteria criteria;
    private final Readiness readiness;

    private BreakerHealth(BreakerRegistry registry, Criteria criteria) {
        this.registry = registry;
        this.criteria = criteria;
        this.readiness = registry.outages().observe(criteria);
    }

    /** Returns the health of that registry, without critical breakers. */
    public static BreakerHealth of(BreakerRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        return new BreakerHealth(registry, new Criteria(Set.of(), DEFAULT.toNanos(), DEFAULT.toNanos()));
    }

    /**
     * Makes breakers critical, besides those that are. One that does not exist (yet) is waited for, and is no reason
     * until then.
     *
     * @param names of breakers, as in {@code PaymentService.charge}, or of services: these mean all their breakers
     * @throws IllegalArgumentException if a name is blank
     */
    public BreakerHealth critical(String... names) {
        Set<String> all = new LinkedHashSet<>(criteria.critical());
        for (String name : Objects.requireNonNull(names, "names")) {
            if (Objects.requireNonNull(name, "name").isBlank()) {
                throw new IllegalArgumentException(
                        "a critical name must not be blank: give the name of a breaker or a service");
            }
            all.add(name);
        }
        return new BreakerHealth(registry, new Criteria(Set.copyOf(all), criteria.downNanos(), criteria.upNanos()));
    }

    /**
     * Sets how long a critical breaker is out before it is not ready. Zero is at once. Defaults to 10 s.
     *
     * @throws IllegalArgumentException if {@code duration} is negative
     */
    public BreakerHealth downAfter(Duration duration) {
        long nanos = nanos("downAfter", duration);
        return new BreakerHealth(registry, new Criteria(criteria.critical(), nanos, criteria.upNanos()));
    }

    /**
     * Sets how long all critical breakers are back before it is ready again. Zero is at once. Defaults to 10 s.
     *
     * @throws IllegalArgumentException if {@code duration} is negative
     */
    public BreakerHealth upAfter(Duration duration) {
        long nanos = nanos("upAfter", duration);
        return new BreakerHealth(registry, new Criteria(criteria.critical(), criteria.downNanos(), nanos));
    }

    private static long nanos(String name, Duration duration) {
        if (Objects.requireNonNull(duration, name).isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, was " + duration);
        }
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    /** Looks at all breakers now. It does not change what the next report says. */
    public HealthReport report() {
        Map<String, BreakerStatus> statuses = new LinkedHashMap<>();
        boolean degraded = false;
        for (Breaker breaker : registry.breakers()) {
            BreakerStatus status = breaker.status();
            statuses.put(breaker.name(), status);
            degraded |= degrades(status.state(), breaker.config().enforce());
        }
        Outages.Answer answer = registry.outages().ask(readiness);
        return new HealthReport(degraded, statuses, answer.causes(), answer.missing());
    }

    private static boolean degrades(BreakerState state, double enforce) {
        return switch (state) {
            case OPEN, HALF_OPEN -> enforce > 0;
            case FORCED_OPEN -> true;
            case CLOSED, DISABLED -> false;
        };
    }
}
