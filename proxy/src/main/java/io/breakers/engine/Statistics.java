package io.breakers.engine;

import io.breakers.api.BreakerState;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Exact counters, striped so that threads do not contend for one word (S43).
 *
 * <p>A call is counted when it enters and again when it ends. A reader reads the ends first: every call that it sees ended, it then
 * also sees entered. So the calls in flight, which are the difference, are never negative, and the sums always agree (S22).
 */
final class Statistics extends Counts {
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

    /** What a healthy breaker never counts: made when it is first needed, for there are many breakers and most are healthy. */
    static final class Troubles {
        final Tally ignored = new Tally();
        final Tally cancelled = new Tally();
        final Tally fallbackFailures = new Tally();
        private final LongAdder slow = new LongAdder();
        private final LongAdder rejectedHalfOpen = new LongAdder();
        private final LongAdder rejectedForcedOpen = new LongAdder();
    }

    /** Read where there are none; never written. */
    private static final Troubles NO_TROUBLES = new Troubles();

    private static final VarHandle TROUBLES = Handles.of(MethodHandles.lookup(), "troubles", Troubles.class);

    private volatile @Nullable Troubles troubles;

    Troubles troubles() {
        Troubles known = troubles;
        if (known != null) {
            return known;
        }
        var made = new Troubles();
        Troubles earlier = (Troubles) TROUBLES.compareAndExchange(this, null, made);
        return earlier == null ? made : earlier;
    }

    void succeeded(long elapsed, Settings settings) {
        count(Count.SUCCESSES, Count.SUCCESS_NANOS, elapsed);
        countIfSlow(elapsed, settings);
    }

    void failed(long elapsed, Settings settings) {
        count(Count.FAILURES, Count.FAILURE_NANOS, elapsed);
        countIfSlow(elapsed, settings);
    }

    /** Counts a call that ended as {@code outcome}: ignored or cancelled. */
    void released(Tally outcome, long elapsed, Settings settings) {
        outcome.add(elapsed);
        countIfSlow(elapsed, settings);
    }

    void fellBack(long elapsed, boolean answered) {
        if (answered) {
            count(Count.FALLBACKS, Count.FALLBACK_NANOS, elapsed);
        } else {
            troubles().fallbackFailures.add(elapsed);
        }
    }

    private void countIfSlow(long elapsed, Settings settings) {
        if (settings.isSlow(elapsed)) {
            troubles().slow.increment();
        }
    }

    /** Counts a call that was rejected in OPEN, HALF_OPEN or FORCED_OPEN: the others reject nothing. */
    void rejected(BreakerState state) {
        if (state == BreakerState.OPEN) {
            count(Count.REJECTED_OPEN);
        } else {
            Troubles known = troubles();
            (state == BreakerState.HALF_OPEN ? known.rejectedHalfOpen : known.rejectedForcedOpen).increment();
        }
    }

    /** Reads everything, ends before entries. */
    StatsSnapshot snapshot(long transitions, StatsSnapshot.Rates rates) {
        Troubles known = troubles;
        Troubles seen = known == null ? NO_TROUBLES : known;
        long slowCalls = seen.slow.sum();
        var ended = new StatsSnapshot.Ended(
                sum(Count.SUCCESSES, Count.SUCCESS_NANOS),
                sum(Count.FAILURES, Count.FAILURE_NANOS),
                seen.ignored.total(),
                seen.cancelled.total());
        var stoodIn =
                new StatsSnapshot.StoodIn(sum(Count.FALLBACKS, Count.FALLBACK_NANOS), seen.fallbackFailures.total());
        var refused = new StatsSnapshot.Refused(
                sum(Count.REJECTED_OPEN), seen.rejectedHalfOpen.sum(), seen.rejectedForcedOpen.sum());
        return new StatsSnapshot(sum(Count.ENTERED), ended, refused, stoodIn, slowCalls, transitions, rates);
    }
}
