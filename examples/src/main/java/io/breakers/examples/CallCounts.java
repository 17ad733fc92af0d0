package io.breakers.examples;

import io.breakers.api.BreakerStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What the pattern wants tracked, from either of the two places where it can be read. */
record CallCounts(long successful, long failed, long blocked, long stateChanges, double permittedMillis) {
    static final String HEADER = "total  successful  failed  blocked  success rate  state changes  mean latency";

    static CallCounts of(BreakerStats stats) {
        return new CallCounts(
                stats.successes(),
                stats.failures(),
                stats.rejected(),
                stats.transitions(),
                stats.totalTime().toMillis());
    }

    /** Reads the meters of the one breaker that {@code registry} knows. */
    static CallCounts of(MeterRegistry registry) {
        return new CallCounts(
                (long) calls(registry, "success").count(),
                (long) calls(registry, "failure").count(),
                sum(registry, "breaker.rejections"),
                sum(registry, "breaker.transitions"),
                registry.get("breaker.calls").functionTimers().stream()
                        .mapToDouble(timer -> timer.totalTime(TimeUnit.MILLISECONDS))
                        .sum());
    }

    private static FunctionTimer calls(MeterRegistry registry, String outcome) {
        return registry.get("breaker.calls").tag("outcome", outcome).functionTimer();
    }

    private static long sum(MeterRegistry registry, String name) {
        return (long) registry.get(name).functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    /** The columns of {@link #HEADER}. */
    @Override
    public String toString() {
        long permitted = successful + failed;
        long total = permitted + blocked;
        return String.format(
                Locale.ROOT,
                "%5d  %10d  %6d  %7d  %10.1f %%  %13d  %9.0f ms",
                total,
                successful,
                failed,
                blocked,
                total == 0 ? 0 : 100.0 * successful / total,
                stateChanges,
                permitted == 0 ? 0 : permittedMillis / permitted);
    }
}
