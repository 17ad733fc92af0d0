package io.breakers.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls that ended within the last duration, in twenty buckets: the one being filled and the nineteen before it (S12).
 *
 * <p>Time is measured from the window's origin, so that it does not wrap around; a reading before the origin counts as the origin.
 */
final class TimeWindow implements RateWindow {
    static final int BUCKETS = 20;

    /** Of all of them: each call counts, so nobody ever says that one is calm. */
    private static final Calm CALM = Calm.notYet();

    /** The calls of one twentieth. */
    private static final class Bucket {
        final long epoch;
        final LongAdder passes;
        final LongAdder marks;

        Bucket(long epoch, Supplier<LongAdder> adders) {
            this.epoch = epoch;
            this.passes = adders.get();
            this.marks = adders.get();
        }
    }

    private final long origin;
    private final long width;
    private final int minimum;
    private final Share share;
    private final Supplier<LongAdder> adders;
    private final AtomicReferenceArray<@Nullable Bucket> buckets = new AtomicReferenceArray<>(BUCKETS);

    /** The epoch of the latest mark: a pass that sees no mark in the window has nothing to judge. */
    private final AtomicLong lastMarked = new AtomicLong(-BUCKETS);

    TimeWindow(long nanos, int minimum, Share share, long now) {
        this(nanos, minimum, share, now, LongAdder::new);
    }

    /** Creates a window that counts in these {@code adders}, where a test sees when they are read. */
    TimeWindow(long nanos, int minimum, Share share, long now, Supplier<LongAdder> adders) {
        this.adders = adders;
        this.origin = now;
        this.width = nanos / BUCKETS;
        this.minimum = minimum;
        this.share = share;
    }

    @Override
    public Calm calm() {
        return CALM;
    }

    @Override
    public boolean passQuietly() {
        return false;
    }

    @Override
    public @Nullable Content pass(long now) {
        long epoch = epoch(now);
        Bucket bucket = bucket(epoch);
        if (bucket == null) {
            return null;
        }
        bucket.passes.increment();
        return epoch - lastMarked.get() < BUCKETS ? reached(epoch) : null;
    }

    @Override
    public @Nullable Content mark(long now) {
        long epoch = epoch(now);
        Bucket bucket = bucket(epoch);
        if (bucket == null) {
            return null;
        }
        bucket.marks.increment();
        if (lastMarked.get() < epoch) {
            lastMarked.accumulateAndGet(epoch, Math::max);
        }
        return reached(epoch);
    }

    @Override
    public Content content(long now) {
        return contentAt(epoch(now));
    }

    private @Nullable Content reached(long epoch) {
        Content content = contentAt(epoch);
        return content.calls() >= minimum && share.isReachedBy(content.marked(), content.calls()) ? content : null;
    }

    /** What the window holds; at the latest time that any thread has recorded, if that is later: one that was held up must not look at more than the window. */
    private Content contentAt(long seen) {
        while (true) {
            long epoch = latest(seen);
            // Marks before passes: calls that come in between may make the rate look lower, as if they had come first,
            // never higher; if they are counted in the same buckets. An epoch in a slot only grows, so that two sums
            // of them are equal only if no bucket has been replaced.
            long marked = 0;
            long epochs = 0;
            for (int slot = 0; slot < BUCKETS; slot++) {
                Bucket bucket = buckets.get(slot);
                if (bucket != null && epoch - bucket.epoch < BUCKETS) {
                    marked += bucket.marks.sum();
                    epochs += bucket.epoch + 1;
                }
            }
            long passed = 0;
            long epochsAgain = 0;
            for (int slot = 0; slot < BUCKETS; slot++) {
                Bucket bucket = buckets.get(slot);
                if (bucket != null && epoch - bucket.epoch < BUCKETS) {
                    passed += bucket.passes.sum();
                    epochsAgain += bucket.epoch + 1;
                }
            }
            if (epochs == epochsAgain) {
                return new Content(marked, marked + passed);
            }
        }
    }

    private long latest(long epoch) {
        long latest = epoch;
        for (int slot = 0; slot < BUCKETS; slot++) {
            Bucket bucket = buckets.get(slot);
            latest = bucket == null ? latest : Math.max(latest, bucket.epoch);
        }
        return latest;
    }

    private long epoch(long now) {
        return Math.max(0, now - origin) / width;
    }

    /** The bucket of {@code epoch}, made if need be; {@code null} if that time has already left the window. */
    private @Nullable Bucket bucket(long epoch) {
        int slot = (int) (epoch % BUCKETS);
        while (true) {
            Bucket bucket = buckets.get(slot);
            if (bucket != null && bucket.epoch >= epoch) {
                return bucket.epoch == epoch ? bucket : null;
            }
            // Whoever comes first, this or another: what is there now is found in the next round.
            buckets.compareAndSet(slot, bucket, new Bucket(epoch, adders));
        }
    }
}
