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
 *
 * <p>There are many of these, and a scrape reads them all: so the breaker that nearly always is the only one is stored
 * in this object.
 */
final class SharedMeter {
    /** A breaker, and the row of its own that leads here. */
    record Source(MeteredBreaker breaker, MeterRow row) {}

    /**
     * Immutable, so that a reader sees each breaker exactly once: as an open one, or in the sums of those that are
     * gone.
     */
    private record Contents(List<Source> open, long goneCount, long goneNanos) {}

    private final MeteredBreaker first;
    private final MeterRow row;

    /** All that this shows; {@code null} as long as that is the first breaker alone. */
    private volatile @Nullable Contents contents;

    /** What the registry's meter shows if it reads this object. Another one if that was there before. */
    private volatile SharedMeter shown = this;

    /**
     * The one in the registry, as far as we know. Not final, because {@code registry.clear()} may take it away (R29).
     */
    private volatile @Nullable Meter meter;

    /** Creates the meter of a breaker. */
    SharedMeter(MeteredBreaker breaker, MeterRow row) {
        this.first = breaker;
        this.row = row;
    }

    private Contents contents() {
        Contents known = contents;
        return known == null ? new Contents(List.of(new Source(first, row)), 0, 0) : known;
    }

    @Nullable
    Meter meter() {
        return meter;
    }

    void show(SharedMeter other) {
        shown = other;
    }

    void add(MeteredBreaker breaker, MeterRow row, Meter registered) {
        meter = registered;
        Contents before = contents();
        var source = new Source(breaker, row);
        if (!before.open.contains(source)) {
            var joined = new ArrayList<Source>(before.open);
            joined.add(source);
            contents = new Contents(joined, before.goneCount, before.goneNanos);
        }
    }

    /** Keeps what {@code breaker}, whose reading does not change any more, has counted. */
    void remove(MeteredBreaker breaker, MeterRow row) {
        Contents before = contents();
        var left = new ArrayList<Source>(before.open);
        left.remove(new Source(breaker, row));
        contents = new Contents(
                left, before.goneCount + row.count(breaker.reading()), before.goneNanos + row.nanos(breaker.reading()));
    }

    /** Returns the sum over all breakers, including those that were closed. */
    long count() {
        SharedMeter meant = shown;
        Contents now = meant.contents;
        if (now == null) {
            return meant.row.count(meant.first.reading());
        }
        long sum = now.goneCount;
        for (Source source : now.open) {
            sum += source.row.count(source.breaker.reading());
        }
        return sum;
    }

    /** Returns the sum over all breakers, including those that were closed. */
    long nanos() {
        SharedMeter meant = shown;
        Contents now = meant.contents;
        if (now == null) {
            return meant.row.nanos(meant.first.reading());
        }
        long sum = now.goneNanos;
        for (Source source : now.open) {
            sum += source.row.nanos(source.breaker.reading());
        }
        return sum;
    }

    /** Returns the sum over the open breakers. */
    double total() {
        SharedMeter meant = shown;
        Contents now = meant.contents;
        if (now == null) {
            return meant.row.value(meant.first.reading());
        }
        double total = 0;
        for (Source source : now.open) {
            total += source.row.value(source.breaker.reading());
        }
        return total;
    }

    /** Returns the highest value of the open breakers that have one; NaN if none has. */
    double highest() {
        SharedMeter meant = shown;
        Contents now = meant.contents;
        if (now == null) {
            return meant.row.value(meant.first.reading());
        }
        double highest = Double.NaN;
        for (Source source : now.open) {
            double its = source.row.value(source.breaker.reading());
            if (Double.isNaN(highest) || its > highest) {
                highest = its;
            }
        }
        return highest;
    }

    /** Returns the open breakers. */
    List<Source> open() {
        return contents().open;
    }

    /** Records a call, if this is a timer. */
    void record(long nanos) {
        if (meter instanceof Timer timer) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
