package io.breakers.engine;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/*
 * The window is not a ring of outcomes, to which every call would have to write. It is a count of passes, striped over threads,
 * and the positions of the marks among them. A mark leaves the window after `size` later calls, so whether the rate is reached
 * depends only on how far back the last `limit` marks reach: one comparison, made at each mark. A pass can only lower the rate,
 * except when it completes the minimum number of calls.
 *
 * A pass writes nothing to a window that is full of passes, because one more changes nothing. That is the state of a healthy
 * breaker.
 */

/** The window of exactly the last n calls (S8, S12). */
final class CallWindow implements RateWindow {
    private final int size;
    private final int minimum;
    private final Share share;
    private final int limitAtMinimum;
    private final LongAdder passes;
    private final Marks marks;

    /** That the window is full of passes. */
    private final Calm calm = Calm.notYet();

    /** With how many calls the last mark leaves the window: a hint, which may be too low and is not trusted without a look at the marks. */
    private volatile long quietAt;

    /** Whether the minimum has been completed, and that moment has been judged. */
    private volatile boolean judged;

    CallWindow(int size, int minimum, Share share) {
        this(size, minimum, share, new LongAdder());
    }

    /** Creates a window that counts its passes in {@code passes}, where a test sees what is written, and when it is read. */
    CallWindow(int size, int minimum, Share share, LongAdder passes) {
        this.passes = passes;
        this.size = size;
        this.quietAt = size;
        this.minimum = minimum;
        this.share = share;
        this.limitAtMinimum = share.of(minimum);
        int limit = share.of(size);
        this.marks = new Marks(Math.max(limit, minimum), limit, calm);
    }

    @Override
    public Calm calm() {
        return calm;
    }

    @Override
    public boolean passQuietly() {
        if (calm.isThere()) {
            return true;
        }
        if (!judged) {
            return false;
        }
        count();
        return true;
    }

    @Override
    public @Nullable Content pass(long now) {
        boolean reached = !passQuietly() && count() >= minimum && judgeMinimum();
        return reached ? content(now) : null;
    }

    /** Counts a pass; returns how many calls have come. */
    private long count() {
        passes.increment();
        long marked = marks.count();
        long calls = passes.sum() + marked;
        if (calls >= quietAt) {
            noteQuiet(marked, calls);
        }
        return calls;
    }

    @Override
    public @Nullable Content mark(long now) {
        return isReachedByMark() ? content(now) : null;
    }

    private boolean isReachedByMark() {
        Marks.Mark mark = marks.append(number -> passes.sum() + number + 1);
        long calls = mark.position();
        quietAt = calls + size;
        if (calls >= size) {
            return mark.reached() != Marks.NONE && calls - mark.reached() < size;
        }
        if (calls >= minimum) {
            return share.isReachedBy(mark.number() + 1, calls);
        }
        // A pass may have completed the minimum while this mark was on its way, and not have seen it.
        return passes.sum() + marks.count() >= minimum && judgeMinimum();
    }

    @Override
    public Content content(long now) {
        long marked = marks.count();
        long calls = passes.sum() + marked;
        long held = Math.min(calls, size);
        return new Content(Math.min(held, marks.countAfter(calls - held)), held);
    }

    /** Whether the rate was reached by the first {@code minimum} calls: whether so many marks lie among them. */
    private boolean judgeMinimum() {
        Marks.Mark last = marks.at(limitAtMinimum - 1L);
        boolean fires = last != null && last.position() <= minimum;
        judged = true;
        return fires;
    }

    /** Calms the window if the last of {@code marked} marks has left it with {@code calls} calls. A mark may be there before its hint is, so the hint alone will not do. */
    void noteQuiet(long marked, long calls) {
        Marks.Mark last = marks.at(marked - 1);
        if (marked == 0 || (last != null && calls - last.position() >= size)) {
            calm.note(marked);
        }
    }
}
