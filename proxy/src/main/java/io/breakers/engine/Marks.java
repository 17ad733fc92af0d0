package io.breakers.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The last n marked calls (failures, or slow calls), each with its position in the sequence of calls or in time, in a ring of
 * fixed size.
 *
 * <p>Appending is lock-free: a mark is appended when it is in its slot; the count follows, advanced by whichever thread comes
 * first. So marks are numbered without gaps, and their positions never decrease.
 */
final class Marks {
    /** The position of a mark that is not there. */
    static final long NONE = -1;

    private static final VarHandle RING = Handles.of(MethodHandles.lookup(), "ring", AtomicReferenceArray.class);

    /**
     * One marked call.
     *
     * @param number from 0
     * @param reached the position of the mark {@code reach - 1} before it: how far back so many marks go; {@link #NONE} if there are not so many
     */
    record Mark(long number, long position, long reached) {}

    /** How many are remembered: a power of two, so that a slot is found without a division. */
    private final int capacity;

    private final int reach;

    /** Made for the first mark: a window that sees no failure costs no memory. */
    private volatile @Nullable AtomicReferenceArray<@Nullable Mark> ring;

    /** How many marks have been appended; behind by at most the one that is being appended. */
    private final Calm calm;

    /**
     * Creates an empty sequence.
     *
     * @param capacity how many marks are remembered at least, no fewer than {@code reach}
     * @param reach how many marks, the last one included, {@link Mark#reached} goes back
     * @param calm counts the marks
     */
    Marks(int capacity, int reach, Calm calm) {
        this.capacity = Integer.highestOneBit(2 * capacity - 1);
        this.reach = reach;
        this.calm = calm;
    }

    long count() {
        return calm.marks();
    }

    /** The position of the mark with that number; {@link #NONE} if it is not there yet, or forgotten. */
    long positionOf(long number) {
        Mark mark = at(number);
        return mark == null ? NONE : mark.position;
    }

    /** The mark with that number; {@code null} if it is not there yet, or forgotten. */
    @Nullable
    Mark at(long number) {
        AtomicReferenceArray<@Nullable Mark> marks = ring;
        if (number < 0 || marks == null) {
            return null;
        }
        Mark mark = marks.get(slot(number));
        return mark != null && mark.number == number ? mark : null;
    }

    /**
     * Appends a mark.
     *
     * @param position computes its position from its number; may be called more than once
     */
    Mark append(LongUnaryOperator position) {
        AtomicReferenceArray<@Nullable Mark> marks = ring();
        while (true) {
            long number = count();
            int slot = slot(number);
            Mark old = marks.get(slot);
            if (old != null && old.number == number) {
                // Another thread has appended this one and not counted it yet: do that for it.
                calm.mark(number);
                continue;
            }
            long here = position.applyAsLong(number);
            long reached = reach == 1 ? here : positionOf(number - reach + 1);
            var mark = new Mark(number, here, reached);
            // The marks that were read are still the last ones if nobody has appended since: then the count is the same
            // and the slot will be.
            if (number == count() && marks.compareAndSet(slot, old, mark)) {
                calm.mark(number);
                return mark;
            }
        }
    }

    /** How many of the marks that are remembered lie after {@code position}. */
    long countAfter(long position) {
        long end = count();
        long low = Math.max(0, end - capacity);
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            Mark mark = at(middle);
            // One that was forgotten meanwhile was older than the others.
            if (mark == null || mark.position <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return end - low;
    }

    private int slot(long number) {
        return (int) number & (capacity - 1);
    }

    private AtomicReferenceArray<@Nullable Mark> ring() {
        AtomicReferenceArray<@Nullable Mark> marks = ring;
        if (marks == null) {
            RING.compareAndSet(this, null, new AtomicReferenceArray<@Nullable Mark>(capacity));
            marks = Objects.requireNonNull(ring);
        }
        return marks;
    }
}
