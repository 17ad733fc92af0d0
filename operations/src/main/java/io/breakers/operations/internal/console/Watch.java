package io.breakers.operations.internal.console;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerStats;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One breaker under observation: its numbers of the last seconds, and its last minutes. */
final class Watch {
    /** Rates are taken over so many readings. */
    private static final int READINGS = 6;

    final Breaker breaker;

    /** Tells a breaker from another one that had its name before. */
    final long serial;

    final Activity activity = new Activity();

    private final long[] times = new long[READINGS];
    private final long[] calls = new long[READINGS];
    private final long[] failures = new long[READINGS];
    private final long[] rejected = new long[READINGS];
    private long readings;

    /** Written by the one thread that reads the numbers, after the fields above; read by others. */
    private volatile Row.Rates rates = Row.Rates.NONE;

    private volatile @Nullable Row shown;
    private volatile long changedAt;

    Watch(Breaker breaker, long serial) {
        this.breaker = breaker;
        this.serial = serial;
    }

    /** The breaker as it is now. */
    Row row() {
        return Row.of(breaker, rates);
    }

    /** The reading that last found a difference. */
    long changedAt() {
        return changedAt;
    }

    /** What the last reading found. */
    Row shown() {
        Row known = shown;
        return known == null ? row() : known;
    }

    /** Reads the numbers. For one thread. */
    void read(long at, long tick) {
        Row now = row();
        BreakerStats stats = now.status().stats();
        activity.state(since(now, at), now.status().state(), stats.transitions());
        int index = (int) (readings % READINGS);
        if (readings > 0) {
            int before = (int) ((readings - 1) % READINGS);
            activity.add(
                    at,
                    stats.calls() - calls[before],
                    stats.failures() - failures[before],
                    stats.rejected() - rejected[before]);
            int oldest = readings < READINGS ? 0 : index;
            rates = new Row.Rates(
                    perSecond(stats.calls() - calls[oldest], at - times[oldest]),
                    perSecond(stats.failures() - failures[oldest], at - times[oldest]),
                    perSecond(stats.rejected() - rejected[oldest], at - times[oldest]));
        }
        times[index] = at;
        calls[index] = stats.calls();
        failures[index] = stats.failures();
        rejected[index] = stats.rejected();
        readings++;

        Row next = new Row(breaker, now.status(), now.enforce(), rates);
        Row before = shown;
        shown = next;
        if (before == null || next.differsFrom(before)) {
            changedAt = tick;
        }
    }

    /** When it came into its state, by our own clock. */
    private static long since(Row row, long at) {
        return at - TimeUnit.NANOSECONDS.toMillis(row.status().inState().toNanos());
    }

    private static double perSecond(long count, long millis) {
        return millis <= 0 ? 0 : Math.round(Math.max(0, count) * 100_000.0 / millis) / 100.0;
    }
}
