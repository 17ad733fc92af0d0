package io.breakers.micrometer;

import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The statistics of a breaker that never decrease, and are therefore kept when its protection is closed. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum Count {
    SUCCESSES(BreakerStats::successes),
    SUCCESS_NANOS(stats -> stats.successTime().toNanos()),
    FAILURES(BreakerStats::failures),
    FAILURE_NANOS(stats -> stats.failureTime().toNanos()),
    IGNORED(BreakerStats::ignored),
    IGNORED_NANOS(stats -> stats.ignoredTime().toNanos()),
    CANCELLED(BreakerStats::cancelled),
    CANCELLED_NANOS(stats -> stats.cancelledTime().toNanos()),
    SLOW(BreakerStats::slow),
    REJECTED_OPEN(stats -> stats.rejected(BreakerState.OPEN)),
    REJECTED_HALF_OPEN(stats -> stats.rejected(BreakerState.HALF_OPEN)),
    REJECTED_FORCED_OPEN(stats -> stats.rejected(BreakerState.FORCED_OPEN)),
    FALLBACKS(BreakerStats::fallbacks),
    FALLBACK_NANOS(
            stats -> stats.fallbackTime().minus(stats.fallbackFailureTime()).toNanos()),
    FALLBACK_FAILURES(BreakerStats::fallbackFailures),
    FALLBACK_FAILURE_NANOS(stats -> stats.fallbackFailureTime().toNanos());

    private final ToLongFunction<BreakerStats> value;

    Count(ToLongFunction<BreakerStats> value) {
        this.value = value;
    }

    long of(BreakerStats stats) {
        return value.applyAsLong(stats);
    }

    /** Returns all counts of one snapshot. */
    static Map<Count, Long> allOf(BreakerStats stats) {
        var all = new EnumMap<Count, Long>(Count.class);
        for (Count count : values()) {
            all.put(count, count.of(stats));
        }
        return all;
    }

    static Map<Count, Long> sum(Map<Count, Long> left, Map<Count, Long> right) {
        var sum = new EnumMap<Count, Long>(right);
        left.forEach((count, value) -> sum.merge(count, value, Long::sum));
        return sum;
    }
}
