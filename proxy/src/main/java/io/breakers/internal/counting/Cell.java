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
    private static final VarHandle ENTERED = field("entered", long.class);
    private static final VarHandle SUCCESSES = field("successes", long.class);
    private static final VarHandle SUCCESS_NANOS = field("successNanos", long.class);
    private static final VarHandle OTHERS = field("others", long[].class);
    private static final VarHandle OTHER = MethodHandles.arrayElementVarHandle(long[].class);

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
        entered = predecessor.get(Count.ENTERED);
        successes = predecessor.get(Count.SUCCESSES);
        successNanos = predecessor.get(Count.SUCCESS_NANOS);
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

    final void add(Count count, long amount) {
        if (count == Count.ENTERED) {
            ENTERED.setRelease(this, entered + amount);
        } else if (count == Count.SUCCESSES) {
            SUCCESSES.setRelease(this, successes + amount);
        } else if (count == Count.SUCCESS_NANOS) {
            SUCCESS_NANOS.setRelease(this, successNanos + amount);
        } else {
            long[] counts = others;
            if (counts == null) {
                counts = new long[Count.NUMBER - Count.HEALTHY];
                OTHERS.setRelease(this, counts);
            }
            int index = count.index - Count.HEALTHY;
            OTHER.setRelease(counts, index, counts[index] + amount);
        }
    }

    /** For any thread. */
    final long get(Count count) {
        if (count == Count.ENTERED) {
            return (long) ENTERED.getAcquire(this);
        }
        if (count == Count.SUCCESSES) {
            return (long) SUCCESSES.getAcquire(this);
        }
        if (count == Count.SUCCESS_NANOS) {
            return (long) SUCCESS_NANOS.getAcquire(this);
        }
        long[] counts = (long[]) OTHERS.getAcquire(this);
        return counts == null ? 0 : (long) OTHER.getAcquire(counts, count.index - Count.HEALTHY);
    }
}
