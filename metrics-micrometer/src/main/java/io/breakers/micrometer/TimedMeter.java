package io.breakers.micrometer;

import io.breakers.api.BreakerStats;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The meters that report both count and time. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum TimedMeter {
    SUCCESSES("calls", "success", BreakerStats::successes, BreakerStats::successTime),
    FAILURES("calls", "failure", BreakerStats::failures, BreakerStats::failureTime),
    IGNORED("calls", "ignored", BreakerStats::ignored, BreakerStats::ignoredTime),
    CANCELLED("calls", "cancelled", BreakerStats::cancelled, BreakerStats::cancelledTime),
    FALLBACKS(
            "fallbacks",
            "success",
            BreakerStats::fallbacks,
            stats -> stats.fallbackTime().minus(stats.fallbackFailureTime())),
    FALLBACK_FAILURES("fallbacks", "failure", BreakerStats::fallbackFailures, BreakerStats::fallbackFailureTime);

    private final String suffix;
    private final String outcome;
    private final ToLongFunction<BreakerStats> count;
    private final Function<BreakerStats, Duration> time;

    TimedMeter(
            String suffix, String outcome, ToLongFunction<BreakerStats> count, Function<BreakerStats, Duration> time) {
        this.suffix = suffix;
        this.outcome = outcome;
        this.count = count;
        this.time = time;
    }

    /** Returns the row of the table of meters, for the kind of meters that was asked for. */
    MeterRow row(CallMeters calls) {
        var name = new MeterRow.Name(suffix, "outcome", outcome, description());
        return switch (calls) {
            case FUNCTION_TIMERS -> new MeterRow.FunctionTimers(name, this::count, this::nanos);
            case COUNTERS -> new MeterRow.Counters(name, this::count);
            case TIMERS -> new MeterRow.Timers(name);
        };
    }

    private long count(BreakerReading breaker) {
        return count.applyAsLong(breaker.counts());
    }

    private long nanos(BreakerReading breaker) {
        return time.apply(breaker.counts()).toNanos();
    }

    private String description() {
        return suffix.equals("calls") ? "Permitted calls that have ended" : "Fallbacks that stood in for a call";
    }
}
