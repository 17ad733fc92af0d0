package io.breakers.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A breaker at one moment: everything here belongs together (S54). */
public interface BreakerStatus {
    /** The state as a call would find it: OPEN whose wait is over reads HALF_OPEN (S4). */
    BreakerState state();

    /**
     * How long it has been in that state, by its {@link Ticker}; in an OPEN that reads HALF_OPEN, since the wait was
     * over.
     */
    Duration inState();

    /**
     * How long calls will be rejected: the rest of the wait in OPEN, the rest of the oldest probe's lease in HALF_OPEN,
     * 292 years in FORCED_OPEN; zero where a call would pass.
     */
    Duration retryAfter();

    /**
     * Why it is in that state: the {@linkplain Transition#reason() reason} of the last transition; {@code new} before.
     */
    String reason();

    /** The rule that tripped it if it is OPEN or HALF_OPEN; otherwise, and if an operator did, {@code null}. */
    @Nullable
    TripRule rule();

    /**
     * The text of the failure that opened it, as in rejections ({@link CallRejectedException#lastFailure()});
     * {@code null} if there was none, and in states that are neither OPEN nor HALF_OPEN.
     */
    @Nullable
    String lastFailure();

    /** The {@linkplain Breaker#revision() revision} of the configuration in force. */
    long revision();

    /** The statistics. */
    BreakerStats stats();
}
