package io.breakers.internal.counting;

import io.breakers.api.BreakerState;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Exact counters, which threads do not contend for (S43). Safe for use by many threads.
 *
 * <p>What causes something is counted before what it causes, and read after it: a call is counted when it enters, then
 * when it ends, then whether it was slow, then when a fallback has answered. So a reader who sees an effect also sees
 * its cause: the calls in flight, which are a difference, are never negative, and the sums always agree (S22).
 */
public final class Statistics {
    /** How often something happened, and how long it took in all. */
    private static final class Tally {
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

    /** What a healthy breaker never counts. */
    static final class RareCounts {
        private final Tally ignored = new Tally();
        private final Tally cancelled = new Tally();
        private final Tally fallbackFailures = new Tally();
        private final LongAdder slow = new LongAdder();
        private final LongAdder rejectedHalfOpen = new LongAdder();
        private final LongAdder rejectedForcedOpen = new LongAdder();
    }

    /** Read where there are none; never written. */
    private static final RareCounts NO_RARE_COUNTS = new RareCounts();

    private static final VarHandle RARE = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "rare", VarHandle.class, Statistics.class, RareCounts.class);

    private final Cells cells = new Cells(Cells.FIRST);

    /** Made when it is first needed, for there are many breakers and most are healthy. */
    volatile @Nullable RareCounts rare;

    /** Where each thread counts. */
    public Cells cells() {
        return cells;
    }

    /** Counts a call that was let in. */
    public void entered() {
        cells.add(Count.ENTERED, 1);
    }

    /** Counts a call that succeeded after {@code nanos}. */
    public void succeeded(long nanos) {
        add(Count.SUCCESSES, Count.SUCCESS_NANOS, nanos);
    }

    /** Counts a call that failed after {@code nanos}. */
    public void failed(long nanos) {
        add(Count.FAILURES, Count.FAILURE_NANOS, nanos);
    }

    /** Counts a call that was ignored after {@code nanos}. */
    public void ignored(long nanos) {
        rare().ignored.add(nanos);
    }

    /** Counts a call that was cancelled after {@code nanos}. */
    public void cancelled(long nanos) {
        rare().cancelled.add(nanos);
    }

    /** Counts as slow a call whose outcome has been counted. */
    public void slow() {
        rare().slow.increment();
    }

    /** Counts a fallback that answered after {@code nanos}. */
    public void fallbackAnswered(long nanos) {
        add(Count.FALLBACKS, Count.FALLBACK_NANOS, nanos);
    }

    /** Counts a fallback that threw after {@code nanos}. */
    public void fallbackFailed(long nanos) {
        rare().fallbackFailures.add(nanos);
    }

    /** Counts a call that was rejected in OPEN, HALF_OPEN or FORCED_OPEN: the other states reject nothing. */
    public void rejected(BreakerState state) {
        if (state == BreakerState.OPEN) {
            cells.add(Count.REJECTED_OPEN, 1);
        } else {
            RareCounts counts = rare();
            (state == BreakerState.HALF_OPEN ? counts.rejectedHalfOpen : counts.rejectedForcedOpen).increment();
        }
    }

    /** Reads everything, effects before causes. */
    public StatsSnapshot.Counts read() {
        RareCounts known = rare;
        RareCounts rares = known == null ? NO_RARE_COUNTS : known;
        long[] answers = cells.sums(Count.FALLBACKS, Count.FALLBACK_NANOS);
        var fallbacks = new StatsSnapshot.Fallbacks(
                new StatsSnapshot.Total(answers[0], answers[1]), rares.fallbackFailures.total());
        long slow = rares.slow.sum();
        long halfOpen = rares.rejectedHalfOpen.sum();
        long forcedOpen = rares.rejectedForcedOpen.sum();
        long[] ends = cells.sums(
                Count.REJECTED_OPEN, Count.SUCCESSES, Count.SUCCESS_NANOS, Count.FAILURES, Count.FAILURE_NANOS);
        var outcomes = new StatsSnapshot.Outcomes(
                new StatsSnapshot.Total(ends[1], ends[2]),
                new StatsSnapshot.Total(ends[3], ends[4]),
                rares.ignored.total(),
                rares.cancelled.total());
        var rejections = new StatsSnapshot.Rejections(ends[0], halfOpen, forcedOpen);
        return new StatsSnapshot.Counts(cells.sum(Count.ENTERED), outcomes, rejections, fallbacks, slow);
    }

    private void add(Count count, Count time, long nanos) {
        if (nanos == 0) {
            cells.add(count, 1);
        } else {
            cells.add(count, time, nanos);
        }
    }

    private RareCounts rare() {
        RareCounts known = rare;
        return known == null ? installRare(new RareCounts()) : known;
    }

    RareCounts installRare(RareCounts made) {
        var earlier = (RareCounts) RARE.compareAndExchange(this, null, made);
        return earlier == null ? made : earlier;
    }
}
