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
 * of fixed size. The ring consists of chunks that are created when a call first needs them, so that no call has to
 * allocate a large ring.
 *
 * <p>Appending is lock-free: a call is appended when it is in its slot. The count follows, advanced by whichever thread
 * comes first. So bad calls are numbered without gaps, and their positions never decrease.
 */
final class BadCalls {
    /** The position of a bad call that is not there. */
    static final long NONE = -1;

    private static final int CHUNK_BITS = 12;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private static final VarHandle RING = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "ring", VarHandle.class, BadCalls.class, AtomicReferenceArray.class);

    /**
     * One bad call.
     *
     * @param number from 0
     * @param reached the position of the bad call {@code reach - 1} before it; {@link #NONE} if there are not so many
     */
    record BadCall(long number, long position, long reached) {}

    /** How many are remembered: a power of two, so that a slot is found without a division. */
    private final int capacity;

    private final int reach;

    /** Created for the first bad call: a window that sees no failure costs no memory. */
    volatile @Nullable AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable BadCall>> ring;

    /** Counts the bad calls; behind by at most the one that is being appended. */
    private final CleanStamp clean;

    /**
     * Creates an empty sequence.
     *
     * @param capacity how many bad calls are remembered at least, no fewer than {@code reach}
     * @param reach how many bad calls, the last one included, {@link BadCall#reached} goes back
     * @param clean counts the bad calls
     */
    BadCalls(int capacity, int reach, CleanStamp clean) {
        this.capacity = Integer.highestOneBit(2 * capacity - 1);
        this.reach = reach;
        this.clean = clean;
    }

    long count() {
        return clean.badCalls();
    }

    /** The position of the bad call with that number; {@link #NONE} if it is not there yet, or forgotten. */
    long positionOf(long number) {
        BadCall call = at(number);
        return call == null ? NONE : call.position;
    }

    /** The bad call with that number; {@code null} if it is not there yet, or forgotten. */
    @Nullable
    BadCall at(long number) {
        var chunks = ring;
        if (number < 0 || chunks == null) {
            return null;
        }
        int slot = slot(number);
        var chunk = chunks.get(slot >>> CHUNK_BITS);
        BadCall call = chunk == null ? null : chunk.get(slot & (CHUNK - 1));
        return call != null && call.number == number ? call : null;
    }

    /**
     * Appends a bad call.
     *
     * @param position computes its position from its number; may be called more than once
     */
    BadCall append(LongUnaryOperator position) {
        while (true) {
            long number = count();
            int slot = slot(number);
            AtomicReferenceArray<@Nullable BadCall> chunk = chunk(slot >>> CHUNK_BITS);
            int place = slot & (CHUNK - 1);
            BadCall old = chunk.get(place);
            if (old != null && old.number == number) {
                // Another thread has appended this one and not counted it yet: do that for it.
                clean.addBad(number);
                continue;
            }
            long here = position.applyAsLong(number);
            long reached = reach == 1 ? here : positionOf(number - reach + 1);
            var call = new BadCall(number, here, reached);
            // If nobody has appended since, then the calls that were read are still the last ones, the count is the
            // same, and so is the slot.
            if (number == count() && put(chunk, place, old, call)) {
                clean.addBad(number);
                return call;
            }
        }
    }

    static boolean put(AtomicReferenceArray<@Nullable BadCall> chunk, int place, @Nullable BadCall old, BadCall call) {
        return chunk.compareAndSet(place, old, call);
    }

    /** How many of the first {@code end} bad calls lie after {@code position}, as far as they are remembered. */
    long countAfter(long position, long end) {
        long low = Math.max(0, end - capacity);
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

    private int slot(long number) {
        return (int) number & (capacity - 1);
    }

    private AtomicReferenceArray<@Nullable BadCall> chunk(int index) {
        var chunks = ring();
        var chunk = chunks.get(index);
        if (chunk == null) {
            installChunk(chunks, index, new AtomicReferenceArray<@Nullable BadCall>(Math.min(capacity, CHUNK)));
            chunk = Objects.requireNonNull(chunks.get(index));
        }
        return chunk;
    }

    /** Once; whoever comes second finds the first one's. */
    static void installChunk(
            AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable BadCall>> chunks,
            int index,
            AtomicReferenceArray<@Nullable BadCall> created) {
        chunks.compareAndSet(index, null, created);
    }

    private AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable BadCall>> ring() {
        var chunks = ring;
        if (chunks == null) {
            int number = Math.max(1, capacity >>> CHUNK_BITS);
            installRing(new AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable BadCall>>(number));
            chunks = Objects.requireNonNull(ring);
        }
        return chunks;
    }

    /** Once; whoever comes second finds the first one's. */
    void installRing(AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable BadCall>> created) {
        RING.compareAndSet(this, null, created);
    }
}
