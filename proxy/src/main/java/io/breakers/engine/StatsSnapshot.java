package io.breakers.engine;

import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.TripRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The values of {@link Statistics} and of the state at one moment. */
record StatsSnapshot(
        long permitted, Ended ended, Refused refused, StoodIn stoodIn, long slow, long transitions, Rates rates)
        implements BreakerStats {

    /** How often, and for how long in all. */
    record Total(long count, long nanos) {
        Duration time() {
            return Duration.ofNanos(nanos);
        }
    }

    /** Permitted calls by outcome. */
    record Ended(Total successes, Total failures, Total ignored, Total cancelled) {
        long count() {
            return successes.count + failures.count + ignored.count + cancelled.count;
        }

        Duration time() {
            return successes.time().plus(failures.time()).plus(ignored.time()).plus(cancelled.time());
        }
    }

    /** Rejected calls by state. */
    record Refused(long open, long halfOpen, long forcedOpen) {}

    /** Fallbacks by outcome. */
    record StoodIn(Total answers, Total failures) {}

    /** What the state knew. */
    record Rates(double failure, double slow, @Nullable TripRule trippedBy) {}

    @Override
    public long calls() {
        return permitted + rejected();
    }

    @Override
    public long successes() {
        return ended.successes.count;
    }

    @Override
    public long failures() {
        return ended.failures.count;
    }

    @Override
    public long ignored() {
        return ended.ignored.count;
    }

    @Override
    public long cancelled() {
        return ended.cancelled.count;
    }

    @Override
    public long rejected() {
        return refused.open + refused.halfOpen + refused.forcedOpen;
    }

    @Override
    public long rejected(BreakerState state) {
        return switch (state) {
            case OPEN -> refused.open;
            case HALF_OPEN -> refused.halfOpen;
            case FORCED_OPEN -> refused.forcedOpen;
            case CLOSED, DISABLED -> 0;
        };
    }

    @Override
    public long fallbacks() {
        return stoodIn.answers.count;
    }

    @Override
    public long fallbackFailures() {
        return stoodIn.failures.count;
    }

    @Override
    public long inFlight() {
        return permitted - ended.count();
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
        return ended.time();
    }

    @Override
    public Duration successTime() {
        return ended.successes.time();
    }

    @Override
    public Duration failureTime() {
        return ended.failures.time();
    }

    @Override
    public Duration ignoredTime() {
        return ended.ignored.time();
    }

    @Override
    public Duration cancelledTime() {
        return ended.cancelled.time();
    }

    @Override
    public Duration fallbackTime() {
        return stoodIn.answers.time().plus(stoodIn.failures.time());
    }

    @Override
    public Duration fallbackFailureTime() {
        return stoodIn.failures.time();
    }

    /** For example {@code 12 calls: 7 successes, 3 failures, 0 ignored, 0 cancelled, 2 rejected, 0 in flight}. */
    @Override
    public String toString() {
        return calls() + " calls: " + successes() + " successes, " + failures() + " failures, " + ignored()
                + " ignored, " + cancelled() + " cancelled, " + rejected() + " rejected, " + inFlight()
                + " in flight";
    }
}
