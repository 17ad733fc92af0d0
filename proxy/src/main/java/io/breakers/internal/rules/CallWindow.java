package io.breakers.internal.rules;

import io.breakers.api.TripRule;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/*
 * The window is not a ring of outcomes, to which every call would have to write. It is a count of good calls, striped
 * over threads, and the positions of the bad calls among them. A bad call leaves the window after `size` later calls,
 * so whether the rate is reached depends only on how far back the last `limit` bad calls reach: one comparison, made at
 * each bad call. A good call can only lower the rate, except when it completes the minimum number of calls, or is the
 * first one after the limits were changed.
 *
 * A good call writes nothing to a window that is full of good calls, because one more changes nothing. That is the
 * state of a healthy breaker.
 *
 * Count and positions are the memory, which windows of other limits share (S46); all else is a window's own.
 */

/** The window of exactly the last n calls (S8, S12). */
final class CallWindow implements RateWindow {
    private static final VarHandle JUDGED = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "judged", VarHandle.class, CallWindow.class, int.class);
    private static final int NOT_YET = 0;
    private static final int ONCE = 1;
    private static final int NEVER_AGAIN = 2;

    private final int size;
    private final int minimum;
    private final RateThreshold threshold;

    /** How many bad calls reach the rate in a full window. */
    private final int limit;

    /** How many bad calls reach the rate in the minimum number of calls. */
    private final int limitAtMinimum;

    private final LongAdder goodCalls;
    private final BadCalls badCalls;

    /** How many calls of the memory came before all that this window holds, and how many of them were bad. */
    private final long start;

    private final long badBefore;

    /** Whether it began with at least the minimum of calls. */
    private final boolean beganJudgeable;

    /** Clean while the window is full of good calls. Counts the bad calls that came while this was in force. */
    private final CleanStamp clean = CleanStamp.dirty();

    /**
     * The count of calls at which the last bad call leaves the window. A hint: it may be too low, so the bad calls are
     * asked too.
     */
    private volatile long cleanAt;

    /** Whether the first {@code minimum} calls have come and been judged. */
    private volatile int judged;

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
        this.badCalls = new BadCalls(Math.max(limit, minimum));
        this.start = 0;
        this.badBefore = 0;
        this.beganJudgeable = false;
    }

    /** Creates a window with the memory of {@code before}, that holds of what that one holds what it can. */
    private CallWindow(CallWindow before, int size, int minimum, RateThreshold threshold) {
        this.goodCalls = before.goodCalls;
        this.badCalls = before.badCalls;
        this.size = size;
        this.minimum = minimum;
        this.threshold = threshold;
        this.limitAtMinimum = threshold.minimumOf(minimum);
        this.limit = threshold.minimumOf(size);
        badCalls.remember(Math.max(limit, minimum));
        long bad = badCalls.count();
        long calls = goodCalls.sum() + bad;
        boolean fillsUp = size > before.size && calls - before.start > before.size;
        this.start = fillsUp ? calls - before.size : before.start;
        this.badBefore = fillsUp ? bad - badCalls.countAfter(start, bad) : before.badBefore;
        this.cleanAt = start + size;
        this.beganJudgeable = calls - start >= minimum;
    }

    @Override
    public @Nullable RateWindow as(TripRule.Rate rule) {
        return rule.window().duration() == null
                ? new CallWindow(this, rule.window().calls(), rule.minimumCalls(), new RateThreshold(rule.rate()))
                : null;
    }

    @Override
    public Object memory() {
        return badCalls;
    }

    @Override
    public void retire() {
        judged = NEVER_AGAIN;
        clean.retire();
    }

    @Override
    public void forget() {
        badCalls.forget();
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
        if (judged != ONCE) {
            return false;
        }
        count();
        return true;
    }

    @Override
    public @Nullable Content good(long now) {
        return !tryGoodFast() && count() >= minimum ? judgeAtGood() : null;
    }

    /** Counts a good call; returns how many calls have come. */
    private long count() {
        long seen = clean.badCalls();
        goodCalls.increment();
        long bad = badCalls.count();
        long calls = goodCalls.sum() + bad;
        if (calls >= cleanAt) {
            noteClean(seen, bad, calls);
        }
        return calls - start;
    }

    @Override
    public @Nullable Content bad(long now) {
        BadCalls.BadCall call = badCalls.append(limit, number -> goodCalls.sum() + number + 1);
        clean.addBad();
        cleanAt = call.position() + size;
        long bad = call.number() + 1 - badBefore;
        long calls = call.position() - start;
        if (calls >= size) {
            boolean fires = call.reached() != BadCalls.NONE && call.position() - call.reached() < size;
            // At least the limit: some of them may have been forgotten since.
            return fires
                    ? new Content(Math.max(limit, badCalls.countAfter(call.position() - size, call.number() + 1)), size)
                    : null;
        }
        if (calls >= minimum) {
            return threshold.isReachedBy(bad, calls) ? new Content(bad, calls) : null;
        }
        return completesMinimumLate() ? judgeAtGood() : null;
    }

    /** Whether a good call has completed the minimum while a bad one was on its way, and may not have seen that one. */
    boolean completesMinimumLate() {
        return goodCalls.sum() + badCalls.count() - start >= minimum;
    }

    @Override
    public boolean mayHoldBad(long now) {
        return !clean.isClean();
    }

    @Override
    public @Nullable Content ask(boolean bad, long now) {
        if (bad) {
            clean.addBad();
        }
        return reached();
    }

    private @Nullable Content reached() {
        Content content = content(0);
        return content.calls() >= minimum && threshold.isReachedBy(content.bad(), content.calls()) ? content : null;
    }

    @Override
    public Content content(long now) {
        // Bad calls before good ones: calls that come in between may make the rate look lower, never higher.
        long bad = badCalls.count();
        long calls = goodCalls.sum() + bad;
        long held = Math.max(0, Math.min(calls - start, size));
        return new Content(badCalls.countAfter(calls - held, bad), held);
    }

    private @Nullable Content judgeAtGood() {
        Content firing = beganJudgeable ? reached() : judgeMinimum() ? firstCalls() : null;
        JUDGED.compareAndSet(this, NOT_YET, ONCE);
        return firing;
    }

    /** Whether the first {@code minimum} calls reached the rate: whether enough bad calls lie among them. */
    private boolean judgeMinimum() {
        BadCalls.BadCall last = badCalls.at(badBefore + limitAtMinimum - 1L);
        return last != null && last.position() - start <= minimum;
    }

    /** What the window held when the minimum was completed, after that has reached the rate. */
    private Content firstCalls() {
        // At least the limit: the last of them may not be counted yet.
        long bad = Math.min(minimum, Math.max(limitAtMinimum, badCalls.count() - badBefore));
        return new Content(bad - badCalls.countAfter(start + minimum, badBefore + bad), minimum);
    }

    /**
     * Notes that the window is clean if the last of {@code bad} bad calls has left it, now that {@code calls} calls
     * have come. It does not rely on {@link #cleanAt}, because a bad call is visible before the hint that it writes.
     *
     * @param seen what the stamp had counted before that
     */
    void noteClean(long seen, long bad, long calls) {
        BadCalls.BadCall last = badCalls.at(bad - 1);
        if (calls - start >= size && (bad == 0 || (last != null && calls - last.position() >= size))) {
            clean.cleanAsOf(seen);
        }
    }
}
