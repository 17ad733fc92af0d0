package io.breakers.reference;

import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.TripRule;
import io.breakers.reference.ReferenceBreaker.Outcome;
import java.util.List;
import java.util.Map;

/**
 * All that a breaker has counted, to be compared: calls and their time by outcome, rejections by state, and the rest.
 */
record Figures(
        List<Long> ended,
        List<Long> time,
        List<Long> rejected,
        long inFlight,
        long spared,
        long slow,
        long transitions,
        double failureRate,
        double slowRate,
        TripRule trippedBy) {
    private static final List<BreakerState> REFUSING =
            List.of(BreakerState.OPEN, BreakerState.HALF_OPEN, BreakerState.FORCED_OPEN);

    Figures(
            Map<Outcome, Long> ended,
            Map<Outcome, Long> time,
            Map<BreakerState, Long> rejected,
            long inFlight,
            long spared,
            long slow,
            long transitions,
            double failureRate,
            double slowRate,
            TripRule trippedBy) {
        this(
                inOrder(ended, List.of(Outcome.values())),
                inOrder(time, List.of(Outcome.values())),
                inOrder(rejected, REFUSING),
                inFlight,
                spared,
                slow,
                transitions,
                failureRate,
                slowRate,
                trippedBy);
    }

    static Figures of(BreakerStats stats) {
        return new Figures(
                List.of(stats.successes(), stats.failures(), stats.ignored(), stats.cancelled()),
                List.of(
                        stats.successTime().toNanos(),
                        stats.failureTime().toNanos(),
                        stats.ignoredTime().toNanos(),
                        stats.cancelledTime().toNanos()),
                REFUSING.stream().map(stats::rejected).toList(),
                stats.inFlight(),
                stats.spared(),
                stats.slow(),
                stats.transitions(),
                stats.failureRate(),
                stats.slowRate(),
                stats.trippedBy());
    }

    private static <K> List<Long> inOrder(Map<K, Long> counts, List<K> keys) {
        return keys.stream().map(key -> counts.getOrDefault(key, 0L)).toList();
    }
}
