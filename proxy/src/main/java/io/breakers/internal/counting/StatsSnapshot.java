package io.breakers.internal.counting;

import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.TripRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the statistics and the state of a breaker were at one moment.
 *
 * @param transitions how many there have been, read after the counts: who sees a rejection sees the transition behind
 *     it
 */
public record StatsSnapshot(Counts counts, Rates rates, long transitions) implements BreakerStats {

    /** How often, and for how long in all. */
    public record Total(long count, long nanos) {
        Duration time() {
            return Duration.ofNanos(nanos);
        }
    }

    /** What {@link Statistics} has counted. */
    public record Counts(long entered, Outcomes outcomes, Rejections rejections, Fallbacks fallbacks, long slow) {}

    /** Permitted calls that have counts.outcomes. */
    public record Outcomes(Total successes, Total failures, Total ignored, Total cancelled) {
        long count() {
            return successes.count + failures.count + ignored.count + cancelled.count;
        }

        Duration time() {
            return successes.time().plus(failures.time()).plus(ignored.time()).plus(cancelled.time());
        }
    }

    /** Rejected calls by state. */
    public record Rejections(long open, long halfOpen, long forcedOpen) {}

    /** Fallbacks that ran. */
    public record Fallbacks(Total answers, Total failures) {}

    /** What the state knew. */
    public record Rates(
            double failure, double slow, @Nullable TripRule trippedBy) {}

    @Override
    public long calls() {
        return counts.entered + rejected();
    }

    @Override
    public long successes() {
        return counts.outcomes.successes.count;
    }

    @Override
    public long failures() {
        return counts.outcomes.failures.count;
    }

    @Override
    public long ignored() {
        return counts.outcomes.ignored.count;
    }

    @Override
    public long cancelled() {
        return counts.outcomes.cancelled.count;
    }

    @Override
    public long rejected() {
        return counts.rejections.open + counts.rejections.halfOpen + counts.rejections.forcedOpen;
    }

    @Override
    public long rejected(BreakerState state) {
        return switch (state) {
            case OPEN -> counts.rejections.open;
            case HALF_OPEN -> counts.rejections.halfOpen;
            case FORCED_OPEN -> counts.rejections.forcedOpen;
            case CLOSED, DISABLED -> 0;
        };
    }

    @Override
    public long fallbacks() {
        return counts.fallbacks.answers.count;
    }

    @Override
    public long fallbackFailures() {
        return counts.fallbacks.failures.count;
    }

    @Override
    public long inFlight() {
        return counts.entered - counts.outcomes.count();
    }

    @Override
    public long slow() {
        return counts.slow;
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
        return counts.outcomes.time();
    }

    @Override
    public Duration successTime() {
        return counts.outcomes.successes.time();
    }

    @Override
    public Duration failureTime() {
        return counts.outcomes.failures.time();
    }

    @Override
    public Duration ignoredTime() {
        return counts.outcomes.ignored.time();
    }

    @Override
    public Duration cancelledTime() {
        return counts.outcomes.cancelled.time();
    }

    @Override
    public Duration fallbackTime() {
        return counts.fallbacks.answers.time().plus(counts.fallbacks.failures.time());
    }

    @Override
    public Duration fallbackFailureTime() {
        return counts.fallbacks.failures.time();
    }

    /** For example {@code 12 calls: 7 successes, 3 failures, 0 ignored, 0 cancelled, 2 rejected, 0 in flight}. */
    @Override
    public String toString() {
        return calls() + " calls: " + successes() + " successes, " + failures() + " failures, " + ignored()
                + " ignored, " + cancelled() + " cancelled, " + rejected() + " rejected, " + inFlight()
                + " in flight";
    }
}
