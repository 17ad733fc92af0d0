package io.breakers.engine;

import io.breakers.api.BreakerState;
import java.util.concurrent.atomic.LongAdder;

/**
 * Exact counters, striped, so that threads do not fight over one word (S43).
 *
 * <p>A call is counted when it enters and again when it ends. A reader looks at the ends first: whatever it sees ended it then sees entered, so
 * that the calls in flight, which are the difference, are never negative, and the sums always agree (S22).
 */
final class Statistics extends HealthyCalls {
    /** How often something happened, and how long it took in all. */
    static final class Tally {
        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        void add(long elapsed) {
            // Time first: whoever sees the call sees its time.
            if (elapsed != 0) {
                nanos.add(elapsed);
            }
            count.increment();
        }

        StatsSnapshot.Total total() {
            long seen = count.sum();
            return new StatsSnapshot.Total(seen, nanos.sum());
        }
    }

    final Tally failures = new Tally();
    final Tally ignored = new Tally();
    final Tally cancelled = new Tally();
    final Tally fallbacks = new Tally();
    final Tally fallbackFailures = new Tally();
    private final LongAdder slow = new LongAdder();
    private final LongAdder rejectedOpen = new LongAdder();
    private final LongAdder rejectedHalfOpen = new LongAdder();
    private final LongAdder rejectedForcedOpen = new LongAdder();

    /** Counts a call that ended as {@code outcome}, which is not a success. */
    void ended(Tally outcome, long elapsed, Settings settings) {
        outcome.add(elapsed);
        countIfSlow(elapsed, settings);
    }

    void countIfSlow(long elapsed, Settings settings) {
        if (settings.isSlow(elapsed)) {
            slow.increment();
        }
    }

    void rejected(BreakerState state) {
        switch (state) {
            case OPEN -> rejectedOpen.increment();
            case HALF_OPEN -> rejectedHalfOpen.increment();
            case FORCED_OPEN -> rejectedForcedOpen.increment();
            default -> throw new AssertionError(state + " rejects nothing");
        }
    }

    /** Reads everything, ends before entries. */
    StatsSnapshot snapshot(long transitions, StatsSnapshot.Rates rates) {
        long slowCalls = slow.sum();
        var ended = new StatsSnapshot.Ended(totalOfSuccesses(), failures.total(), ignored.total(), cancelled.total());
        var stoodIn = new StatsSnapshot.StoodIn(fallbacks.total(), fallbackFailures.total());
        var refused = new StatsSnapshot.Refused(rejectedOpen.sum(), rejectedHalfOpen.sum(), rejectedForcedOpen.sum());
        return new StatsSnapshot(sumOfEntered(), ended, refused, stoodIn, slowCalls, transitions, rates);
    }
}
