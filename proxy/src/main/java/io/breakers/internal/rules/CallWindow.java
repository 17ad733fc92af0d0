package io.breakers.internal.rules;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/*
 * The window is not a ring of outcomes, to which every call would have to write. It is a count of good calls, striped
 * over threads, and the positions of the bad calls among them. A bad call leaves the window after `size` later calls,
 * so whether the rate is reached depends only on how far back the last `limit` bad calls reach: one comparison, made at
 * each bad call. A good call can only lower the rate, except when it completes the minimum number of calls.
 *
 * A good call writes nothing to a window that is full of good calls, because one more changes nothing. That is the
 * state of a healthy breaker.
 */

/** The window of exactly the last n calls (S8, S12). */
final class CallWindow implements RateWindow {
    private final int size;
    private final int minimum;
    private final RateThreshold threshold;

    /** How many bad calls reach the rate in a full window. */
    private final int limit;

    /** How many bad calls reach the rate in the minimum number of calls. */
    private final int limitAtMinimum;

    private final LongAdder goodCalls;
    private final BadCalls badCalls;

    /** Clean while the window is full of good calls. */
    private final CleanStamp clean = CleanStamp.dirty();

    /**
     * The count of calls at which the last bad call leaves the window. A hint: it may be too low, so the bad calls are
     * asked too.
     */
    private volatile long cleanAt;

    /** Whether the first {@code minimum} calls have come and been judged. */
    private volatile boolean judged;

    /**
     * Creates an empty window.
     *
     * @param minimum how many calls have to come before the rate can be reached
     * @param goodCalls counts the good calls, from 0
     */
    CallWindow(int size, int minimum, RateThreshold threshold, LongAdder goodCalls) {
        this.goodCalls = goodCalls;
        this.size = size;
        this.cleanAt = size;
        this.minimum = minimum;
        this.threshold = threshold;
        this.limitAtMinimum = threshold.minimumOf(minimum);
        this.limit = threshold.minimumOf(size);
        this.badCalls = new BadCalls(Math.max(limit, minimum), limit, clean);
    }

    @Override
    public CleanStamp clean() {
        return clean;
    }

    @Override
    public boolean tryGoodFast() {
        if (clean.isClean()) {
            return true;
        }
        if (!judged) {
            return false;
        }
        count();
        return true;
    }

    @Override
    public @Nullable Content good(long now) {
        return !tryGoodFast() && count() >= minimum && judgeMinimum() ? firstCalls() : null;
    }

    /** Counts a good call; returns how many calls have come. */
    private long count() {
        goodCalls.increment();
        long bad = badCalls.count();
        long calls = goodCalls.sum() + bad;
        if (calls >= cleanAt) {
            noteClean(bad, calls);
        }
        return calls;
    }

    @Override
    public @Nullable Content bad(long now) {
        BadCalls.BadCall call = badCalls.append(number -> goodCalls.sum() + number + 1);
        long bad = call.number() + 1;
        long calls = call.position();
        cleanAt = calls + size;
        if (calls >= size) {
            boolean fires = call.reached() != BadCalls.NONE && calls - call.reached() < size;
            // At least the limit: some of them may have been forgotten since.
            return fires ? new Content(Math.max(limit, badCalls.countAfter(calls - size, bad)), size) : null;
        }
        if (calls >= minimum) {
            return threshold.isReachedBy(bad, calls) ? new Content(bad, calls) : null;
        }
        return completesMinimumLate() && judgeMinimum() ? firstCalls() : null;
    }

    /** Whether a good call has completed the minimum while a bad one was on its way, and may not have seen that one. */
    boolean completesMinimumLate() {
        return goodCalls.sum() + badCalls.count() >= minimum;
    }

    @Override
    public boolean mayHoldBad(long now) {
        return !clean.isClean();
    }

    @Override
    public Content content(long now) {
        // Bad calls before good ones: calls that come in between may make the rate look lower, never higher.
        long bad = badCalls.count();
        long calls = goodCalls.sum() + bad;
        long held = Math.min(calls, size);
        return new Content(badCalls.countAfter(calls - held, bad), held);
    }

    /** Whether the first {@code minimum} calls reached the rate: whether enough bad calls lie among them. */
    private boolean judgeMinimum() {
        BadCalls.BadCall last = badCalls.at(limitAtMinimum - 1L);
        boolean fires = last != null && last.position() <= minimum;
        judged = true;
        return fires;
    }

    /** What the window held when the minimum was completed, after that has reached the rate. */
    private Content firstCalls() {
        // At least the limit: the last of them may not be counted yet.
        long bad = Math.min(minimum, Math.max(limitAtMinimum, badCalls.count()));
        return new Content(bad - badCalls.countAfter(minimum, bad), minimum);
    }

    /**
     * Notes that the window is clean if the last of {@code bad} bad calls has left it, now that {@code calls} calls
     * have come. It does not rely on {@link #cleanAt}, because a bad call is visible before the hint that it writes.
     */
    void noteClean(long bad, long calls) {
        BadCalls.BadCall last = badCalls.at(bad - 1);
        if (bad == 0 || (last != null && calls - last.position() >= size)) {
            clean.cleanAsOf(bad);
        }
    }
}
