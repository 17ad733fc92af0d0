package io.breakers.micrometer;

import io.breakers.api.BreakerListener;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Records each call and each fallback of a group, once, in a timer that was looked up beforehand. A rejection is not recorded as a
 * call of zero length (J9).
 */
final class TimedCalls implements BreakerListener {
    private final Timer successes;
    private final Timer failures;
    private final Timer ignored;
    private final Timer cancelled;
    private final Timer fallbacks;
    private final Timer fallbackFailures;

    TimedCalls(Map<TimedMeter, Timer> timers) {
        this.successes = timer(timers, TimedMeter.SUCCESSES);
        this.failures = timer(timers, TimedMeter.FAILURES);
        this.ignored = timer(timers, TimedMeter.IGNORED);
        this.cancelled = timer(timers, TimedMeter.CANCELLED);
        this.fallbacks = timer(timers, TimedMeter.FALLBACKS);
        this.fallbackFailures = timer(timers, TimedMeter.FALLBACK_FAILURES);
    }

    private static Timer timer(Map<TimedMeter, Timer> timers, TimedMeter meter) {
        return Objects.requireNonNull(timers.get(meter));
    }

    @Override
    public void onSuccess(long nanos) {
        successes.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onFailure(long nanos, Throwable failure) {
        failures.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onIgnored(long nanos, Throwable thrown) {
        ignored.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onCancelled(long nanos) {
        cancelled.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onFallback(long nanos, Throwable cause, @Nullable Throwable failureOrNull) {
        (failureOrNull == null ? fallbacks : fallbackFailures).record(nanos, TimeUnit.NANOSECONDS);
    }
}
