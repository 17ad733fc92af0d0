package io.breakers.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/*
 * An atomic increment costs more than all the rest of a healthy call. So the counters that every healthy call touches are in cells, each owned by one thread, which
 * alone writes to it and needs no atomic instruction for that. A thread finds its cell by its id; if the cell there is another living thread's, it counts in adders that are shared.
 *
 * Exact: a cell has one writer, its owner, for ever. When the owner has died, another thread may put a cell of its own in the place, which starts with the dead one's counts. Owners
 * are held weakly: a breaker keeps no thread.
 *
 * Order: a success is stored with release after its entry, and a reader that takes successes first, with acquire, sees the entry of every success it has seen.
 */

/** Counts entries and successes, and the time of successes, of all threads. */
abstract sealed class HealthyCalls permits Statistics {
    private static final int CELLS =
            Integer.highestOneBit(Math.max(2, Runtime.getRuntime().availableProcessors()) * 4 - 1) * 2;

    private static final VarHandle ENTERED;
    private static final VarHandle SUCCESSES;
    private static final VarHandle NANOS;
    private static final VarHandle CROWD;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Cell[].class);

    static {
        try {
            var lookup = MethodHandles.lookup();
            ENTERED = lookup.findVarHandle(Cell.class, "entered", long.class);
            SUCCESSES = lookup.findVarHandle(Cell.class, "successes", long.class);
            CROWD = lookup.findVarHandle(HealthyCalls.class, "crowd", Crowd.class);
            NANOS = lookup.findVarHandle(Cell.class, "nanos", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** The counts of one thread, to which it refers; kept off the cache lines of others by the fields that nobody uses. */
    @SuppressWarnings("unused")
    private static final class Cell extends WeakReference<Thread> {
        private long before1;
        private long before2;
        private long before3;
        private long before4;
        private long entered;
        private long successes;
        private long nanos;
        private long after1;
        private long after2;
        private long after3;
        private long after4;

        Cell(Thread owner, @Nullable Cell heritage) {
            super(owner);
            if (heritage != null) {
                entered = (long) ENTERED.getAcquire(heritage);
                successes = (long) SUCCESSES.getAcquire(heritage);
                nanos = (long) NANOS.getAcquire(heritage);
            }
        }
    }

    private final @Nullable Cell[] cells = new Cell[CELLS];

    /** The counts of all threads that own no cell. */
    private static final class Crowd {
        private final LongAdder entered = new LongAdder();
        private final LongAdder successes = new LongAdder();
        private final LongAdder nanos = new LongAdder();
    }

    /** Made when the first thread finds its place taken. */
    private volatile @Nullable Crowd crowd;

    final void entered() {
        Cell cell = ownCell();
        if (cell == null) {
            crowd().entered.increment();
        } else {
            ENTERED.setRelease(cell, cell.entered + 1);
        }
    }

    final void succeeded(long elapsed) {
        Cell cell = ownCell();
        if (cell == null) {
            crowd().nanos.add(elapsed);
            crowd().successes.increment();
            return;
        }
        if (elapsed != 0) {
            NANOS.setRelease(cell, cell.nanos + elapsed);
        }
        SUCCESSES.setRelease(cell, cell.successes + 1);
    }

    final long sumOfEntered() {
        Crowd others = crowd;
        long sum = others == null ? 0 : others.entered.sum();
        for (int slot = 0; slot < CELLS; slot++) {
            Cell cell = (Cell) SLOT.getAcquire(cells, slot);
            sum += cell == null ? 0 : (long) ENTERED.getAcquire(cell);
        }
        return sum;
    }

    /** The successes, and a time that is at least theirs. */
    final StatsSnapshot.Total totalOfSuccesses() {
        Crowd others = crowd;
        long count = others == null ? 0 : others.successes.sum();
        long time = others == null ? 0 : others.nanos.sum();
        for (int slot = 0; slot < CELLS; slot++) {
            Cell cell = (Cell) SLOT.getAcquire(cells, slot);
            if (cell != null) {
                count += (long) SUCCESSES.getAcquire(cell);
                time += (long) NANOS.getAcquire(cell);
            }
        }
        return new StatsSnapshot.Total(count, time);
    }

    private Crowd crowd() {
        Crowd known = crowd;
        if (known != null) {
            return known;
        }
        var made = new Crowd();
        Crowd earlier = (Crowd) CROWD.compareAndExchange(this, null, made);
        return earlier == null ? made : earlier;
    }

    /** The cell of the calling thread; {@code null} if it has none. */
    private @Nullable Cell ownCell() {
        Thread thread = Thread.currentThread();
        int slot = (int) thread.getId() & (CELLS - 1);
        // A plain read: a thread sees the cell that it put there itself, and no other refers to it.
        Cell cell = cells[slot];
        return cell != null && cell.refersTo(thread) ? cell : claimCell(thread, slot);
    }

    private @Nullable Cell claimCell(Thread thread, int slot) {
        Cell cell = (Cell) SLOT.getAcquire(cells, slot);
        Thread owner = cell == null ? null : cell.get();
        if (owner != null && owner.isAlive()) {
            return null;
        }
        var fresh = new Cell(thread, cell);
        return SLOT.compareAndSet(cells, slot, cell, fresh) ? fresh : null;
    }
}
