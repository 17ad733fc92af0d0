package io.breakers.internal.counting;

import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.TripRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the statistics and the state of a breaker were at one moment. */
public final class StatsSnapshot implements BreakerStats {
    /** See {@link Statistics#readEffects}. */
    private final long[] counts;

    private final Rates rates;
    private final long transitions;

    /** What the state knew. */
    public record Rates(
            double failure, double slow, @Nullable TripRule trippedBy) {}

    /**
     * Creates a snapshot.
     *
     * @param rates read, like {@code transitions}, after their effects and before their causes: who sees a rejection
     *     sees the transition behind it, and who sees that sees the failure
     */
    public StatsSnapshot(long[] counts, Rates rates, long transitions) {
        this.counts = counts;
        this.rates = rates;
        this.transitions = transitions;
    }

    private Duration time(int nanos) {
        return Duration.ofNanos(counts[nanos]);
    }

    @Override
    public long transitions() {
        return transitions;
    }

    @Override
    public long calls() {
        return counts[Count.ENTERED] + rejected();
    }

    @Override
    public long successes() {
        return counts[Count.SUCCESSES];
    }

    @Override
    public long failures() {
        return counts[Count.FAILURES];
    }

    @Override
    public long ignored() {
        return counts[Count.IGNORED];
    }

    @Override
    public long cancelled() {
        return counts[Count.CANCELLED];
    }

    @Override
    public long rejected() {
        return counts[Count.REJECTED_OPEN] + counts[Count.REJECTED_HALF_OPEN] + counts[Count.REJECTED_FORCED_OPEN];
    }

    @Override
    public long rejected(BreakerState state) {
        return switch (state) {
            case OPEN -> counts[Count.REJECTED_OPEN];
            case HALF_OPEN -> counts[Count.REJECTED_HALF_OPEN];
            case FORCED_OPEN -> counts[Count.REJECTED_FORCED_OPEN];
            case CLOSED, DISABLED -> 0;
        };
    }

    @Override
    public long spared() {
        return counts[Count.SPARED];
    }

    @Override
    public long fallbacks() {
        return counts[Count.FALLBACKS];
    }

    @Override
    public long fallbackFailures() {
        return counts[Count.FALLBACK_FAILURES];
    }

    @Override
    public long inFlight() {
        return counts[Count.ENTERED] - successes() - failures() - ignored() - cancelled();
    }

    @Override
    public long slow() {
        return counts[Count.SLOW];
    }

    @Override
    public double successRate() {
        return calls() == 0 ? 0 : (double) successes() / calls();
    }

    @Override
    public double failureRate() {
        return rates.failure;
    }

    @Override
    public double slowRate() {
        return rates.slow;
    }

    @Override
    public @Nullable TripRule trippedBy() {
        return rates.trippedBy;
    }

    @Override
    public Duration totalTime() {
        return successTime().plus(failureTime()).plus(ignoredTime()).plus(cancelledTime());
    }

    @Override
    public Duration successTime() {
        return time(Count.SUCCESS_NANOS);
    }

    @Override
    public Duration failureTime() {
        return time(Count.FAILURE_NANOS);
    }

    @Override
    public Duration ignoredTime() {
        return time(Count.IGNORED_NANOS);
    }

    @Override
    public Duration cancelledTime() {
        return time(Count.CANCELLED_NANOS);
    }

    @Override
    public Duration fallbackTime() {
        return time(Count.FALLBACK_NANOS).plus(fallbackFailureTime());
    }

    @Override
    public Duration fallbackFailureTime() {
        return time(Count.FALLBACK_FAILURE_NANOS);
    }

    /**
     * For example {@code 12 calls: 7 successes, 3 failures, 0 ignored, 0 cancelled, 2 rejected, 0 in flight}; if calls
     * were spared, their number follows.
     */
    @Override
    public String toString() {
        String spared = spared() == 0 ? "" : ", " + spared() + " spared";
        return calls() + " calls: " + successes() + " successes, " + failures() + " failures, " + ignored()
                + " ignored, " + cancelled() + " cancelled, " + rejected() + " rejected, " + inFlight()
                + " in flight" + spared;
    }
}
