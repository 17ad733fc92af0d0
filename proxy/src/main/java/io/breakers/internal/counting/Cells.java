package io.breakers.internal.counting;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/*
 * An atomic increment costs more than the rest of a healthy call, and counters that threads share cost more still. So
 * each thread that calls has a cell, to which only that thread writes. It finds its cell in a table, near the place
 * that its id gives.
 *
 * The table starts small and grows when a thread finds no place, up to a limit; so it fits the threads that call this
 * breaker, whether the machine has 2 processors or 64. Who has no cell counts in adders that threads share: threads beyond the
 * limit, a thread that finds the table being changed by another (that once), and virtual threads, which come and go by
 * the million and would leave a cell each. So does what is rare.
 *
 * The counts are exact. A cell has one writer for ever; it stays in the table while its owner lives; and when its owner
 * has died, the cell that takes its place starts with its counts. Only one thread at a time changes the table.
 */

/** The counters of what happens at nearly every call, for all threads. */
public final class Cells {
    /** How many places a thread looks at, from the one that its id gives. */
    static final int REACH = 8;

    /** The largest table. */
    static final int MOST = 1024;

    /** The first table. */
    static final int FIRST = 2;

    private static final VarHandle CHANGING = field("changing", boolean.class);
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(Cell[].class);
    private static final VarHandle ADDER = MethodHandles.arrayElementVarHandle(LongAdder[].class);

    /** Tells virtual threads on a JDK that has them. */
    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtual();

    /** Replaced as a whole when it grows. Its places change only for the thread that has set {@code changing}. */
    volatile @Nullable Cell[] table;

    @SuppressWarnings("UnusedVariable") // used through its handle
    private volatile boolean changing;

    /** The counts of all who have no cell, and all that is rare; each made when it is first needed. */
    final @Nullable LongAdder[] shared = new LongAdder[Count.NUMBER];

    /** Creates a table with so many places, a power of two. */
    Cells(int places) {
        this.table = new Cell[places];
    }

    private static VarHandle field(String name, Class<?> type) {
        return ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), name, VarHandle.class, Cells.class, type);
    }

    /** The cell in which this thread, the caller, counts; {@code null} if it has none. */
    public @Nullable Cell find(Thread thread) {
        @Nullable Cell[] cells = table;
        // Plain reads of a place: a thread sees the cell that it put there itself, and no other refers to it.
        Cell cell = cells[placeOf(thread, 0, cells.length)];
        return cell != null && cell.refersTo(thread) ? cell : findFurther(cells, thread);
    }

    private static @Nullable Cell findFurther(@Nullable Cell[] cells, Thread thread) {
        for (int step = 1; step < REACH; step++) {
            Cell cell = cells[placeOf(thread, step, cells.length)];
            if (cell != null && cell.refersTo(thread)) {
                return cell;
            }
        }
        return null;
    }

    void add(int count, long amount) {
        Cell own = Count.isRare(count) ? null : own();
        if (own == null) {
            adder(count).add(amount);
        } else {
            own.add(count, amount);
        }
    }

    /** Counts something that took so long. The time goes first: whoever sees the count sees its time. */
    void addTimed(int count, long nanos) {
        Cell own = Count.isRare(count) ? null : own();
        if (own == null) {
            if (nanos != 0) {
                adder(count - 1).add(nanos);
            }
            adder(count).increment();
        } else {
            if (nanos != 0) {
                own.add(count - 1, nanos);
            }
            own.add(count, 1);
        }
    }

    private @Nullable Cell own() {
        Thread thread = Thread.currentThread();
        Cell known = find(thread);
        return known == null ? claim(thread, Cell::new) : known;
    }

    /** Adds the counts from {@code last} down to {@code first} to those at the same places of {@code sums}. */
    void addTo(long[] sums, int last, int first, Cell.Part part) {
        for (int count = last; count >= first; count--) {
            var adder = (LongAdder) ADDER.getAcquire(shared, count);
            if (adder != null) {
                sums[count] += adder.sum();
            }
        }
        @Nullable Cell[] cells = table;
        for (int place = 0; place < cells.length; place++) {
            Cell cell = (Cell) CELL.getAcquire(cells, place);
            if (cell != null) {
                part.addTo(sums, cell);
            }
        }
    }

    /** How many places there are. */
    int places() {
        return table.length;
    }

    /**
     * Lets {@code factory} create the cell in which this thread, the caller, counts from now on: in the place of the one
     * that it has, else in a place that is free or whose owner has died. Returns {@code null} if it has to count elsewhere.
     */
    public @Nullable Cell claim(Thread thread, Cell.Factory factory) {
        if (isVirtual(thread) || !beginChange()) {
            return null;
        }
        try {
            while (true) {
                @Nullable Cell[] cells = table;
                int place = placeFor(thread, cells);
                if (place >= 0) {
                    Cell own = factory.create(thread, cells[place]);
                    CELL.setRelease(cells, place, own);
                    return own;
                }
                if (!grow(cells)) {
                    return null;
                }
            }
        } finally {
            changing = false;
        }
    }

    /** The place of the thread's cell; if it has none, one that it may take; negative if there is none. */
    private int placeFor(Thread thread, @Nullable Cell[] cells) {
        int found = -1;
        for (int step = 0; step < REACH; step++) {
            int place = placeOf(thread, step, cells.length);
            Cell known = cells[place];
            if (known != null && known.refersTo(thread)) {
                return place;
            }
            if (found < 0 && (known == null || isOrphan(known))) {
                found = place;
            }
        }
        return found;
    }

    /** By one thread at a time, without waiting: who comes second counts in the overflow. */
    boolean beginChange() {
        return CHANGING.compareAndSet(this, false, true);
    }

    /** Whether nobody writes to a cell any more. */
    boolean isOrphan(Cell cell) {
        Thread owner = cell.get();
        return owner == null || !owner.isAlive();
    }

    /** Doubles the table until each cell has a place in it; returns {@code false} if that would be too large. */
    boolean grow(@Nullable Cell[] cells) {
        for (int length = 2 * cells.length; length <= MOST; length *= 2) {
            @Nullable Cell[] larger = new Cell[length];
            if (moveAll(cells, larger)) {
                table = larger;
                return true;
            }
        }
        return false;
    }

    static boolean moveAll(@Nullable Cell[] cells, @Nullable Cell[] larger) {
        for (Cell cell : cells) {
            if (cell != null && !move(cell, larger)) {
                return false;
            }
        }
        return true;
    }

    /** Puts a cell where its owner will find it; anywhere if that is gone, for only its counts matter then. */
    static boolean move(Cell cell, @Nullable Cell[] larger) {
        Thread owner = cell.get();
        int reach = owner == null ? larger.length : REACH;
        for (int step = 0; step < reach; step++) {
            int place = owner == null ? step : placeOf(owner, step, larger.length);
            if (larger[place] == null) {
                larger[place] = cell;
                return true;
            }
        }
        return false;
    }

    private static int placeOf(Thread thread, int step, int length) {
        return ((int) thread.getId() + step) & (length - 1);
    }

    private LongAdder adder(int count) {
        var known = (LongAdder) ADDER.getAcquire(shared, count);
        return known == null ? installAdder(count, new LongAdder()) : known;
    }

    LongAdder installAdder(int count, LongAdder made) {
        var earlier = (LongAdder) ADDER.compareAndExchange(shared, count, null, made);
        return earlier == null ? made : earlier;
    }

    private static @Nullable MethodHandle isVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (NoSuchMethodException | IllegalAccessException before21) {
            return null;
        }
    }

    private static boolean isVirtual(Thread thread) {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable impossible) {
            throw new AssertionError("Thread.isVirtual() threw", impossible);
        }
    }
}
