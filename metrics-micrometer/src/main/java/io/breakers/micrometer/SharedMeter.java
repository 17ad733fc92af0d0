package io.breakers.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One meter of a registry, and the breakers that it shows: those of one service and method, and any others whose meter
 * a filter of the registry gives the same name and tags (R28). {@link MeterBook} guards who belongs to it. Reading
 * takes no lock: a scrape never waits for a call, nor a call for a scrape.
 *
 * <p>There are many of these, and a scrape reads them all: so the breaker that nearly always is the only one is stored
 * in this object, which is also the function by which the registry's meter reads it.
 */
final class SharedMeter implements ToDoubleFunction<SharedMeter>, ToLongFunction<SharedMeter> {
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

    @Override
    public double applyAsDouble(SharedMeter itself) {
        return row.number(this);
    }

    /** What a timer counts. */
    @Override
    public long applyAsLong(SharedMeter itself) {
        return count();
    }

    /** Returns the sum over all breakers, including those that were closed. */
    long count() {
        return shown.sum(Contents::goneCount, MeterRow::count);
    }

    /** Returns the sum over all breakers, including those that were closed. */
    long nanos() {
        return shown.sum(Contents::goneNanos, MeterRow::nanos);
    }

    private long sum(ToLongFunction<Contents> gone, ToLongBiFunction<MeterRow, BreakerReading> number) {
        Contents now = contents;
        if (now == null) {
            return number.applyAsLong(row, first.reading());
        }
        long sum = gone.applyAsLong(now);
        for (Source source : now.open) {
            sum += number.applyAsLong(source.row, source.breaker.reading());
        }
        return sum;
    }

    /** Returns the sum over the open breakers. */
    double total() {
        return shown.combine(0, Double::sum);
    }

    /** Returns the highest value of the open breakers that have one; NaN if none has. */
    double highest() {
        return shown.combine(Double.NaN, (highest, its) -> Double.isNaN(highest) || its > highest ? its : highest);
    }

    private double combine(double none, DoubleBinaryOperator both) {
        Contents now = contents;
        if (now == null) {
            return both.applyAsDouble(none, row.value(first.reading()));
        }
        double combined = none;
        for (Source source : now.open) {
            combined = both.applyAsDouble(combined, source.row.value(source.breaker.reading()));
        }
        return combined;
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
