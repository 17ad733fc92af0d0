package io.breakers.internal.counting;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one thread. Only its owner writes to it, so that no write has to be atomic.
 *
 * <p>It is a weak reference to its owner, rather than having one, because there is a cell for each thread and breaker.
 * When the owner has died, another thread may put a cell of its own in this one's place, which starts with these
 * counts.
 */
public class Cell extends WeakReference<Thread> {
    /** Some of the counts of a cell, read together. */
    @FunctionalInterface
    interface Part {
        /** Adds them to those at the same places of {@code sums}. */
        void addTo(long[] sums, Cell cell);
    }

    private static final VarHandle ENTERED = field("entered", long.class);
    private static final VarHandle SUCCESSES = field("successes", long.class);
    private static final VarHandle SUCCESS_NANOS = field("successNanos", long.class);
    private static final VarHandle OTHERS = field("others", long[].class);
    private static final VarHandle OTHER = MethodHandles.arrayElementVarHandle(long[].class);

    /** The first count that has no field of its own. */
    private static final int FIRST_OTHER = Count.FAILURE_NANOS;

    static final Part ANSWERS = (sums, cell) -> cell.addOthers(sums, Count.FALLBACKS, Count.FALLBACK_NANOS);

    static final Part REJECTIONS = (sums, cell) -> cell.addOthers(sums, Count.REJECTED_OPEN, Count.SPARED);

    static final Part ENDS = (sums, cell) -> {
        cell.addOthers(sums, Count.FAILURES, Count.FAILURE_NANOS);
        sums[Count.SUCCESSES] += (long) SUCCESSES.getAcquire(cell);
        sums[Count.SUCCESS_NANOS] += (long) SUCCESS_NANOS.getAcquire(cell);
    };

    static final Part ENTRIES = (sums, cell) -> sums[Count.ENTERED] += (long) ENTERED.getAcquire(cell);

    private long entered;
    private long successes;
    private long successNanos;

    /** The counts that healthy calls do not need; made for the first of them. */
    private long @Nullable [] others;

    /**
     * Creates a cell that goes on counting where another stopped.
     *
     * @param predecessor the one in whose place it comes, to which nobody writes any more; {@code null} if the place was free
     */
    protected Cell(Thread owner, @Nullable Cell predecessor) {
        super(owner);
        if (predecessor != null) {
            inherit(predecessor);
        }
    }

    final void inherit(Cell predecessor) {
        entered = (long) ENTERED.getAcquire(predecessor);
        successes = (long) SUCCESSES.getAcquire(predecessor);
        successNanos = (long) SUCCESS_NANOS.getAcquire(predecessor);
        others = (long[]) OTHERS.getAcquire(predecessor);
    }

    /** Creates a cell, or a subclass of it with more that is of use to its owner. */
    @FunctionalInterface
    public interface Factory {
        /** Returns a new cell; see {@link Cell#Cell}. */
        Cell create(Thread owner, @Nullable Cell predecessor);
    }

    private static VarHandle field(String name, Class<?> type) {
        return ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), name, VarHandle.class, Cell.class, type);
    }

    // For the owner. Whoever sees a new count sees all that the owner counted before.

    /** Counts a call that was let in. */
    public final void addEntry() {
        ENTERED.setRelease(this, entered + 1);
    }

    /** Counts a call that succeeded. */
    public final void addSuccess() {
        SUCCESSES.setRelease(this, successes + 1);
    }

    /** Adds to a count that is not rare. */
    final void add(int count, long amount) {
        if (count == Count.ENTERED) {
            ENTERED.setRelease(this, entered + amount);
        } else if (count == Count.SUCCESSES) {
            SUCCESSES.setRelease(this, successes + amount);
        } else if (count == Count.SUCCESS_NANOS) {
            SUCCESS_NANOS.setRelease(this, successNanos + amount);
        } else {
            long[] counts = others;
            if (counts == null) {
                counts = new long[Count.FALLBACKS + 1 - FIRST_OTHER];
                OTHERS.setRelease(this, counts);
            }
            int index = count - FIRST_OTHER;
            OTHER.setRelease(counts, index, counts[index] + amount);
        }
    }

    private void addOthers(long[] sums, int last, int first) {
        long[] counts = (long[]) OTHERS.getAcquire(this);
        if (counts != null) {
            for (int count = last; count >= first; count--) {
                sums[count] += (long) OTHER.getAcquire(counts, count - FIRST_OTHER);
            }
        }
    }
}
