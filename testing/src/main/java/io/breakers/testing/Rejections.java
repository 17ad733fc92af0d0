package io.breakers.testing;

import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.api.TripRule;
import java.time.Duration;
import java.util.Objects;

/**
 * Ready rejections, for a test of code that catches them: those of a breaker with all defaults, whose target was down.
 */
public final class Rejections {
    /** A breaker's default wait, and so the default lease of its probes. */
    private static final Duration WAIT = Duration.ofSeconds(60);

    private Rejections() {}

    /**
     * Returns a rejection in {@link BreakerState#OPEN OPEN}, 60 s before the wait is over.
     *
     * @param breaker the name of the breaker, as in {@code PaymentService.charge}
     */
    public static CallRejectedException open(String breaker) {
        return open(breaker, WAIT);
    }

    /**
     * Returns a rejection in {@link BreakerState#OPEN OPEN}.
     *
     * @param breaker the name of the breaker, as in {@code PaymentService.charge}
     * @param retryAfter the rest of the wait
     * @throws IllegalArgumentException if {@code retryAfter} is negative, or longer than 292 years
     */
    public static CallRejectedException open(String breaker, Duration retryAfter) {
        return tripped(
                breaker, BreakerState.OPEN, "5 consecutive failures", ManualTicker.nanos("retryAfter", retryAfter));
    }

    /** Returns a rejection in {@link BreakerState#HALF_OPEN HALF_OPEN}, by a breaker whose probes have just begun. */
    public static CallRejectedException halfOpen(String breaker) {
        return tripped(breaker, BreakerState.HALF_OPEN, "all 2 probes are in flight", WAIT.toNanos());
    }

    /** Returns a rejection in {@link BreakerState#FORCED_OPEN FORCED_OPEN}, which an operator has set. */
    public static CallRejectedException forcedOpen(String breaker) {
        return new CallRejectedException(
                named(breaker), BreakerState.FORCED_OPEN, "forced open by an operator", null, null, Long.MAX_VALUE);
    }

    private static CallRejectedException tripped(String breaker, BreakerState state, String reason, long nanos) {
        return new CallRejectedException(
                named(breaker), state, reason, TripRule.consecutiveFailures(5), "java.io.IOException: down", nanos);
    }

    private static String named(String breaker) {
        return Objects.requireNonNull(breaker, "breaker");
    }
}
