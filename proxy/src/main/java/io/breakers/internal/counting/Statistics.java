package io.breakers.internal.counting;

import io.breakers.api.BreakerState;

/**
 * Exact counters, which threads do not contend for (S43). Safe for use by many threads.
 *
 * <p>What causes something is counted before what it causes, and read after it: a call is counted when it enters, then
 * when it ends, then whether it was slow, then when a fallback has answered; and between an end and the rejections that
 * it leads to lies a transition. So a reader who sees an effect also sees its cause: the calls in flight, which are a
 * difference, are never negative, and the sums always agree (S22).
 */
public final class Statistics {
    private final Cells cells = new Cells(Cells.FIRST);

    /** Where each thread counts. */
    public Cells cells() {
        return cells;
    }

    /** Counts a call that was let in. */
    public void entered() {
        cells.add(Count.ENTERED, 1);
    }

    /** Takes back an entry that was counted. */
    public void withdrawn() {
        cells.add(Count.ENTERED, -1);
    }

    /** How many calls have entered and not ended. Never too few; too many if some end meanwhile. */
    public long inFlight() {
        var sums = new long[Count.NUMBER];
        readCauses(sums);
        return sums[Count.ENTERED]
                - sums[Count.SUCCESSES]
                - sums[Count.FAILURES]
                - sums[Count.IGNORED]
                - sums[Count.CANCELLED];
    }

    /** Counts as spared a call that was let in and has been counted as that. */
    public void spared() {
        cells.add(Count.SPARED, 1);
    }

    /** Counts a call that succeeded after {@code nanos}. */
    public void succeeded(long nanos) {
        cells.addTimed(Count.SUCCESSES, nanos);
    }

    /** Counts a call that failed after {@code nanos}. */
    public void failed(long nanos) {
        cells.addTimed(Count.FAILURES, nanos);
    }

    /** Counts a call that was ignored after {@code nanos}. */
    public void ignored(long nanos) {
        cells.addTimed(Count.IGNORED, nanos);
    }

    /** Counts a call that was cancelled after {@code nanos}. */
    public void cancelled(long nanos) {
        cells.addTimed(Count.CANCELLED, nanos);
    }

    /** Counts as slow a call whose outcome has been counted. */
    public void slow() {
        cells.add(Count.SLOW, 1);
    }

    /** Counts a fallback that answered after {@code nanos}. */
    public void fallbackAnswered(long nanos) {
        cells.addTimed(Count.FALLBACKS, nanos);
    }

    /** Counts a fallback that threw after {@code nanos}. */
    public void fallbackFailed(long nanos) {
        cells.addTimed(Count.FALLBACK_FAILURES, nanos);
    }

    /** Counts a call that was rejected in OPEN, HALF_OPEN or FORCED_OPEN: the other states reject nothing. */
    public void rejected(BreakerState state) {
        if (state == BreakerState.OPEN) {
            cells.add(Count.REJECTED_OPEN, 1);
        } else {
            cells.add(state == BreakerState.HALF_OPEN ? Count.REJECTED_HALF_OPEN : Count.REJECTED_FORCED_OPEN, 1);
        }
    }

    /** Begins to read everything, effects before causes, for a {@link StatsSnapshot}: what transitions lead to. */
    public long[] readEffects() {
        var sums = new long[Count.NUMBER];
        cells.addTo(sums, Count.FALLBACK_FAILURES, Count.FALLBACK_NANOS, Cell.ANSWERS);
        cells.addTo(sums, Count.REJECTED_FORCED_OPEN, Count.SPARED, Cell.REJECTIONS);
        return sums;
    }

    /** Reads the rest, what leads to transitions, after these have been read. */
    public void readCauses(long[] sums) {
        cells.addTo(sums, Count.FAILURES, Count.IGNORED_NANOS, Cell.ENDS);
        cells.addTo(sums, Count.ENTERED, Count.ENTERED, Cell.ENTRIES);
    }
}
