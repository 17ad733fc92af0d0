package io.breakers.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One meter of a registry, and the breakers that it shows: those of one service and method, and any others whose meter
 * a filter of the registry gives the same name and tags (R28). {@link MeterBook} guards who belongs to it. Reading
 * takes no lock: a scrape never waits for a call, nor a call for a scrape.
 */
final class SharedMeter {
    /** A breaker, and the row of its own that leads here. */
    record Source(MeteredBreaker breaker, MeterRow row) {}

    /**
     * Immutable, so that a reader sees each breaker exactly once: as an open one, or in the sums of those that are
     * gone. An array, because each reading of each meter passes through it.
     */
    private static final class Contents {
        private final Source[] open;
        private final long goneCount;
        private final long goneNanos;

        Contents(List<Source> open, long goneCount, long goneNanos) {
            this.open = open.toArray(new Source[0]);
            this.goneCount = goneCount;
            this.goneNanos = goneNanos;
        }
    }

    private volatile Contents contents = new Contents(List.of(), 0, 0);

    /** What the registry's meter shows if it reads this object. Another one if that was there before. */
    private volatile SharedMeter shown = this;

    /**
     * The one in the registry, as far as we know. Not final, because {@code registry.clear()} may take it away (R29).
     */
    private volatile @Nullable Meter meter;

    @Nullable
    Meter meter() {
        return meter;
    }

    void show(SharedMeter other) {
        shown = other;
    }

    void add(MeteredBreaker breaker, MeterRow row, Meter registered) {
        meter = registered;
        Contents before = contents;
        var source = new Source(breaker, row);
        if (!open().contains(source)) {
            var joined = new ArrayList<Source>(open());
            joined.add(source);
            contents = new Contents(joined, before.goneCount, before.goneNanos);
        }
    }

    /** Keeps what {@code breaker}, whose reading does not change any more, has counted. */
    void remove(MeteredBreaker breaker, MeterRow row) {
        Contents before = contents;
        var left = new ArrayList<Source>(open());
        left.remove(new Source(breaker, row));
        contents = new Contents(
                left, before.goneCount + row.count(breaker.reading()), before.goneNanos + row.nanos(breaker.reading()));
    }

    /** Returns the sum over all breakers, including those that were closed. */
    long count() {
        Contents now = shown.contents;
        long sum = now.goneCount;
        for (Source source : now.open) {
            sum += source.row.count(source.breaker.reading());
        }
        return sum;
    }

    /** Returns the sum over all breakers, including those that were closed. */
    long nanos() {
        Contents now = shown.contents;
        long sum = now.goneNanos;
        for (Source source : now.open) {
            sum += source.row.nanos(source.breaker.reading());
        }
        return sum;
    }

    /** Returns the sum over the open breakers. */
    double total() {
        double total = 0;
        for (Source source : shown.contents.open) {
            total += source.row.value(source.breaker.reading());
        }
        return total;
    }

    /** Returns the highest value of the open breakers that have one; NaN if none has. */
    double highest() {
        double highest = Double.NaN;
        for (Source source : shown.contents.open) {
            double its = source.row.value(source.breaker.reading());
            if (Double.isNaN(highest) || its > highest) {
                highest = its;
            }
        }
        return highest;
    }

    /** Returns the open breakers. */
    List<Source> open() {
        return List.of(contents.open);
    }

    /** Records a call, if this is a timer. */
    void record(long nanos) {
        if (meter instanceof Timer timer) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
