package io.breakers.internal.rules;

import io.breakers.api.TripRule;
import io.breakers.internal.callbacks.Nanos;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls that ended within the last duration, in twenty buckets: the one being filled and the nineteen before it
 * (S12). The buckets are numbered by epochs, and an epoch is a twentieth of the duration.
 *
 * <p>Time is measured from the window's origin, so that it does not wrap around; a reading before the origin counts as
 * the origin.
 */
final class TimeWindow implements RateWindow {
    static final int BUCKETS = 20;

    /** The stamp of all windows of time: they are never clean, because each call has to be counted. */
    private static final CleanStamp DIRTY = CleanStamp.dirty();

    /** The calls of one epoch. */
    static final class Bucket {
        final long epoch;
        final LongAdder good;
        final LongAdder bad;

        Bucket(long epoch, Supplier<LongAdder> adders) {
            this.epoch = epoch;
            this.good = adders.get();
            this.bad = adders.get();
        }

        boolean isWithin(long lastEpoch) {
            return lastEpoch - epoch < BUCKETS;
        }
    }

    private final long origin;
    private final long width;
    private final int minimum;
    private final RateThreshold threshold;
    private final Supplier<LongAdder> adders;

    /** Each epoch has the slot of its remainder. The epoch in a slot only grows. */
    final AtomicReferenceArray<@Nullable Bucket> buckets;

    /** The epoch of the latest bad call. A good call judges nothing unless that is in the window. */
    final AtomicLong lastBad;

    private final long nanos;

    /**
     * Creates an empty window.
     *
     * @param nanos the duration, at least 20; what exceeds a multiple of 20 is ignored
     * @param minimum how many calls the window must hold before the rate can be reached
     * @param now the origin
     * @param adders creates the counters, which begin with 0
     */
    TimeWindow(long nanos, int minimum, RateThreshold threshold, long now, Supplier<LongAdder> adders) {
        this.adders = adders;
        this.origin = now;
        this.nanos = nanos;
        this.width = nanos / BUCKETS;
        this.minimum = minimum;
        this.threshold = threshold;
        this.buckets = new AtomicReferenceArray<>(BUCKETS);
        this.lastBad = new AtomicLong(-BUCKETS);
    }

    /** Creates a window with the memory of {@code same}. */
    private TimeWindow(TimeWindow same, int minimum, RateThreshold threshold) {
        this.adders = same.adders;
        this.origin = same.origin;
        this.nanos = same.nanos;
        this.width = same.width;
        this.minimum = minimum;
        this.threshold = threshold;
        this.buckets = same.buckets;
        this.lastBad = same.lastBad;
    }

    @Override
    public @Nullable RateWindow as(TripRule.Rate rule) {
        Duration duration = rule.window().duration();
        return duration != null && Nanos.saturated(duration) == nanos
                ? new TimeWindow(this, rule.minimumCalls(), new RateThreshold(rule.rate()))
                : null;
    }

    @Override
    public Object memory() {
        return buckets;
    }

    /** Is never clean anyway, and judges each call. */
    @Override
    public void retire() {}

    @Override
    public void forget() {
        for (int slot = 0; slot < BUCKETS; slot++) {
            buckets.set(slot, null);
        }
    }

    @Override
    public @Nullable Content ask(boolean bad, long now) {
        return reached(epoch(now));
    }

    @Override
    public CleanStamp clean() {
        return DIRTY;
    }

    @Override
    public boolean tryGoodFast() {
        return false;
    }

    @Override
    public @Nullable Content good(long now) {
        long epoch = epoch(now);
        Bucket bucket = bucket(epoch);
        if (bucket == null) {
            return null;
        }
        bucket.good.increment();
        return epoch - lastBad.get() < BUCKETS ? reached(epoch) : null;
    }

    @Override
    public @Nullable Content bad(long now) {
        long epoch = epoch(now);
        Bucket bucket = bucket(epoch);
        if (bucket == null) {
            return null;
        }
        bucket.bad.increment();
        if (lastBad.get() < epoch) {
            advanceLastBad(epoch);
        }
        return reached(epoch);
    }

    void advanceLastBad(long epoch) {
        lastBad.accumulateAndGet(epoch, Math::max);
    }

    @Override
    public boolean mayHoldBad(long now) {
        return epoch(now) - lastBad.get() < BUCKETS;
    }

    @Override
    public Content content(long now) {
        return contentAt(epoch(now));
    }

    private @Nullable Content reached(long epoch) {
        Content content = contentAt(epoch);
        return content.calls() >= minimum && threshold.isReachedBy(content.bad(), content.calls()) ? content : null;
    }

    /**
     * What the window holds at {@code seen}; or at the latest epoch that any thread has recorded, if that is later: a
     * thread that was delayed must not look at more than one window.
     */
    private Content contentAt(long seen) {
        while (true) {
            long epoch = latest(seen);
            // Bad calls before good ones: calls that come in between may make the rate look lower, as if they had come
            // first, never higher.
            long bad = 0;
            for (int slot = 0; slot < BUCKETS; slot++) {
                Bucket bucket = buckets.get(slot);
                bad += bucket != null && bucket.isWithin(epoch) ? bucket.bad.sum() : 0;
            }
            long good = 0;
            for (int slot = 0; slot < BUCKETS; slot++) {
                Bucket bucket = buckets.get(slot);
                good += bucket != null && bucket.isWithin(epoch) ? bucket.good.sum() : 0;
            }
            // A later epoch may have come into the sums, or have replaced a bucket between them: then count again.
            if (isLatest(epoch)) {
                return new Content(bad, bad + good);
            }
        }
    }

    boolean isLatest(long epoch) {
        return latest(epoch) == epoch;
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

    /** The bucket of {@code epoch}, created if need be; {@code null} if that time has already left the window. */
    private @Nullable Bucket bucket(long epoch) {
        int slot = (int) (epoch % BUCKETS);
        while (true) {
            Bucket bucket = buckets.get(slot);
            if (bucket != null && bucket.epoch >= epoch) {
                return bucket.epoch == epoch ? bucket : null;
            }
            // Whether this thread or another is first, the next round finds what is there.
            replace(slot, bucket, new Bucket(epoch, adders));
        }
    }

    void replace(int slot, @Nullable Bucket old, Bucket next) {
        buckets.compareAndSet(slot, old, next);
    }
}
