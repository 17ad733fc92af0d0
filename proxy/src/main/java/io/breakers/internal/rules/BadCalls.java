package io.breakers.internal.rules;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The last n bad calls (failures, or slow calls), each with its position in the sequence of calls or in time, in a ring
 * that is replaced by a larger one if more are to be remembered. The ring consists of chunks that are created when a
 * call first needs them, so that no call has to allocate a large ring.
 *
 * <p>Appending is lock-free: a call is appended when it is in its slot. The count follows, advanced by whichever thread
 * comes first. So bad calls are numbered without gaps, and their positions never decrease.
 */
final class BadCalls {
    /** The position of a bad call that is not there. */
    static final long NONE = -1;

    private static final int CHUNK_BITS = 12;
    private static final int CHUNK = 1 << CHUNK_BITS;

    /** The number of what is no bad call, but says that the ring is to be replaced. */
    private static final long FULL = -2;

    private static final VarHandle RING = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "ring", VarHandle.class, BadCalls.class, Ring.class);
    private static final VarHandle COUNT = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "count", VarHandle.class, BadCalls.class, long.class);

    /**
     * One bad call.
     *
     * @param number from 0
     * @param reached the position of the bad call {@code reach - 1} before it; {@link #NONE} if there are not so many
     */
    record BadCall(long number, long position, long reached) {}

    /** The places of a number of bad calls. */
    static final class Ring {
        /** A power of two, so that a slot is found without a division. */
        final int capacity;

        final AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable BadCall>> chunks;

        Ring(int capacity) {
            this.capacity = capacity;
            this.chunks = new AtomicReferenceArray<>(Math.max(1, capacity >>> CHUNK_BITS));
        }

        int slot(long number) {
            return (int) number & (capacity - 1);
        }

        @Nullable
        BadCall at(long number) {
            int slot = slot(number);
            var chunk = chunks.get(slot >>> CHUNK_BITS);
            BadCall call = chunk == null ? null : chunk.get(place(slot));
            return call != null && call.number == number ? call : null;
        }

        AtomicReferenceArray<@Nullable BadCall> chunk(int slot) {
            int index = slot >>> CHUNK_BITS;
            var chunk = chunks.get(index);
            if (chunk == null) {
                installChunk(chunks, index, new AtomicReferenceArray<@Nullable BadCall>(Math.min(capacity, CHUNK)));
                chunk = Objects.requireNonNull(chunks.get(index));
            }
            return chunk;
        }
    }

    /** How many the first ring holds. */
    private final int capacity;

    /** Created for the first bad call: a window that sees no failure costs no memory. */
    volatile @Nullable Ring ring;

    /** Behind by at most the one that is being appended. Read before the ring: then that one is not older. */
    volatile long count;

    /**
     * Creates an empty sequence.
     *
     * @param capacity how many bad calls are remembered at least
     */
    BadCalls(int capacity) {
        // The mark of a ring that is to be replaced takes the place of the oldest, which must not be the last.
        this.capacity = Math.max(2, powerOfTwo(capacity));
    }

    private static int powerOfTwo(int least) {
        return Integer.highestOneBit(2 * least - 1);
    }

    private static int place(int slot) {
        return slot & (CHUNK - 1);
    }

    long count() {
        return count;
    }

    /** The position of the bad call with that number; {@link #NONE} if it is not there yet, or forgotten. */
    long positionOf(long number) {
        BadCall call = at(number);
        return call == null ? NONE : call.position;
    }

    /** The bad call with that number; {@code null} if it is not there yet, or forgotten. */
    @Nullable
    BadCall at(long number) {
        Ring present = ring;
        return number < 0 || present == null ? null : present.at(number);
    }

    /**
     * Appends a bad call.
     *
     * @param reach how many bad calls, this one included, {@link BadCall#reached} goes back
     * @param position computes its position from its number; may be called more than once
     */
    BadCall append(int reach, LongUnaryOperator position) {
        while (true) {
            long number = count;
            Ring present = ring();
            AtomicReferenceArray<@Nullable BadCall> chunk = present.chunk(present.slot(number));
            int place = place(present.slot(number));
            BadCall old = chunk.get(place);
            if (isSettled(present, number, old)) {
                continue;
            }
            long here = position.applyAsLong(number);
            long reached = reach == 1 ? here : positionOf(number - reach + 1);
            var call = new BadCall(number, here, reached);
            // If nobody has appended since, then the calls that were read are still the last ones, the count is the
            // same, and so is the slot.
            if (number == count && put(chunk, place, old, call)) {
                advance(number);
                return call;
            }
        }
    }

    /** Whether another thread has been here, and this one has done for it what is left to do, and is to look again. */
    private boolean isSettled(Ring present, long number, @Nullable BadCall there) {
        if (there != null && there.number == number) {
            // It has appended this one and not counted it yet.
            advance(number);
            return true;
        }
        if (there != null && there.number == FULL) {
            replace(present, there);
            return true;
        }
        return false;
    }

    /** Counts the bad call with that number, unless that has been done. */
    void advance(long number) {
        COUNT.compareAndSet(this, number, number + 1);
    }

    static boolean put(AtomicReferenceArray<@Nullable BadCall> chunk, int place, @Nullable BadCall old, BadCall call) {
        return chunk.compareAndSet(place, old, call);
    }

    /** Remembers at least so many bad calls from now on, and those that are remembered now, but for the oldest. */
    void remember(int least) {
        int wanted = powerOfTwo(least);
        while (true) {
            long number = count;
            Ring present = ring;
            if (present == null) {
                installRing(new Ring(Math.max(capacity, wanted)));
                continue;
            }
            if (present.capacity >= wanted) {
                return;
            }
            AtomicReferenceArray<@Nullable BadCall> chunk = present.chunk(present.slot(number));
            int place = place(present.slot(number));
            BadCall old = chunk.get(place);
            // What stands where the next one would be appended keeps every thread from appending to this ring.
            if (!isSettled(present, number, old) && number == count) {
                put(chunk, place, old, new BadCall(FULL, wanted, number));
            }
        }
    }

    /** Replaces a ring to which nobody appends any more, by whichever thread comes first. */
    private void replace(Ring full, BadCall mark) {
        var larger = new Ring((int) mark.position);
        long end = mark.reached;
        for (long number = Math.max(0, end - full.capacity); number < end; number++) {
            BadCall call = full.at(number);
            if (call != null) {
                int slot = larger.slot(number);
                larger.chunk(slot).set(place(slot), call);
            }
        }
        RING.compareAndSet(this, full, larger);
    }

    /** Lets the ring go; a late call may still make a new one, which is harmless. */
    void forget() {
        ring = null;
    }

    /** How many of the first {@code end} bad calls lie after {@code position}, as far as they are remembered. */
    long countAfter(long position, long end) {
        Ring present = ring;
        long low = present == null ? 0 : Math.max(0, end - present.capacity);
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            BadCall call = at(middle);
            // One that was forgotten meanwhile was older than the others.
            if (call == null || call.position <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return end - low;
    }

    /** Once; whoever comes second finds the first one's. */
    static void installChunk(
            AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable BadCall>> chunks,
            int index,
            AtomicReferenceArray<@Nullable BadCall> created) {
        chunks.compareAndSet(index, null, created);
    }

    private Ring ring() {
        Ring present = ring;
        while (present == null) {
            installRing(new Ring(capacity));
            present = ring;
        }
        return present;
    }

    /** Once; whoever comes second finds the first one's. */
    void installRing(Ring created) {
        RING.compareAndSet(this, null, created);
    }
}
