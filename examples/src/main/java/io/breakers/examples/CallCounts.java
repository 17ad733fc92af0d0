package io.breakers.examples;

import io.breakers.api.BreakerStats;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.time.Duration;
import java.util.Locale;

/** The counts that the pattern tracks, read from the breaker or from the meter registry. */
record CallCounts(long successful, long failed, long blocked, long stateChanges, Duration latency) {
    static final String HEADER = "total  successful  failed  blocked  success rate  state changes  mean latency";

    static CallCounts of(BreakerStats stats) {
        return new CallCounts(
                stats.successes(), stats.failures(), stats.rejected(), stats.transitions(), stats.totalTime());
    }

    /** Reads the meters of the one breaker that {@code registry} knows. */
    static CallCounts of(MeterRegistry registry) {
        return new CallCounts(
                (long) sum(registry, Statistic.COUNT, "breaker.calls", "outcome", "success"),
                (long) sum(registry, Statistic.COUNT, "breaker.calls", "outcome", "failure"),
                (long) sum(registry, Statistic.COUNT, "breaker.rejections"),
                (long) sum(registry, Statistic.COUNT, "breaker.transitions"),
                Duration.ofMillis(Math.round(1000 * sum(registry, Statistic.TOTAL_TIME, "breaker.calls"))));
    }

    private static double sum(MeterRegistry registry, Statistic statistic, String name, String... tags) {
        double sum = 0;
        for (Meter meter : registry.get(name).tags(tags).meters()) {
            for (Measurement measured : meter.measure()) {
                sum += measured.getStatistic() == statistic ? measured.getValue() : 0;
            }
        }
        return sum;
    }

    /** The columns of {@link #HEADER}. */
    @Override
    public String toString() {
        long permitted = successful + failed;
        long total = permitted + blocked;
        return String.format(
                Locale.ROOT,
                "%5d  %10d  %6d  %7d  %10.1f %%  %13d  %9d ms",
                total,
                successful,
                failed,
                blocked,
                total == 0 ? 0 : 100.0 * successful / total,
                stateChanges,
                permitted == 0 ? 0 : latency.toMillis() / permitted);
    }
}
