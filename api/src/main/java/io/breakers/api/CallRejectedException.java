package io.breakers.api;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a breaker rejects a call; carries the reason, as it was at the moment of the rejection (S28).
 *
 * <p>It has no stack trace and does not record suppressed exceptions, which keeps a rejection cheap; the message names
 * the method. The constructor is public so that you can test code that catches it.
 */
public final class CallRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A tenth of a second, in nanoseconds. */
    private static final long TENTH = 100_000_000;

    private final String breaker;
    private final BreakerState state;
    private final String reason;
    private final @Nullable String lastFailure;
    private final transient @Nullable TripRule rule;
    private final long retryAfterNanos;

    /**
     * Creates the exception of one rejected call.
     *
     * @param breaker the name of the breaker
     * @param state the state in which the call was rejected
     * @param reason the reason in words: the rule and its numbers
     * @param rule the rule that tripped the breaker, or {@code null}
     * @param lastFailure class and message of the last failure before it opened, or {@code null}
     * @param retryAfterNanos the nanoseconds until a call may be permitted; {@code Long.MAX_VALUE} for ever
     * @throws IllegalArgumentException if {@code retryAfterNanos} is negative
     */
    public CallRejectedException(
            String breaker,
            BreakerState state,
            String reason,
            @Nullable TripRule rule,
            @Nullable String lastFailure,
            long retryAfterNanos) {
        super(null, null, false, false);
        this.breaker = Objects.requireNonNull(breaker, "breaker");
        this.state = Objects.requireNonNull(state, "state");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.rule = rule;
        this.lastFailure = lastFailure;
        if (retryAfterNanos < 0) {
            throw new IllegalArgumentException("retryAfterNanos must not be negative, was " + retryAfterNanos);
        }
        this.retryAfterNanos = retryAfterNanos;
    }

    /** The name of the breaker, as in {@code PaymentService.charge}. */
    public String breaker() {
        return breaker;
    }

    /** The state in which the call was rejected: OPEN, HALF_OPEN or FORCED_OPEN. */
    public BreakerState state() {
        return state;
    }

    /**
     * Why the breaker is in this state, in words: the rule and its numbers, that a probe failed, or that an operator
     * opened it.
     */
    public String reason() {
        return reason;
    }

    /** The rule that tripped the breaker; {@code null} if an operator opened it, or after serialization. */
    public @Nullable TripRule rule() {
        return rule;
    }

    /**
     * The class and message of the last failure before the breaker opened, and of its innermost cause, in one line of
     * at most 300 characters; or a note that a result counted as a failure. {@code null} if there was no failure, if a
     * success opened it by slowness alone, or if an operator opened the breaker.
     */
    public @Nullable String lastFailure() {
        return lastFailure;
    }

    /**
     * How long to wait until a call may be permitted. Never negative: the rest of the wait in OPEN, the rest of the
     * oldest probe's lease in HALF_OPEN, and 292 years ({@code Duration.ofNanos(Long.MAX_VALUE)}) in FORCED_OPEN, which
     * can be added to an {@code Instant} and converted to milliseconds like any other.
     */
    public Duration retryAfter() {
        return Duration.ofNanos(retryAfterNanos);
    }

    /**
     * All of this in a sentence, with {@link #retryAfter()} rounded up to a tenth of a second: for example
     * {@code PaymentService.charge is OPEN: 5 consecutive failures; last failure java.io.IOException: down; retry after 12.4 s}.
     */
    @Override
    public String getMessage() {
        var message = new StringBuilder(breaker)
                .append(" is ")
                .append(state)
                .append(": ")
                .append(reason);
        if (lastFailure != null) {
            message.append("; last failure ").append(lastFailure);
        }
        if (retryAfterNanos != Long.MAX_VALUE) {
            long tenths = retryAfterNanos / TENTH + (retryAfterNanos % TENTH == 0 ? 0 : 1);
            message.append("; retry after ")
                    .append(tenths / 10)
                    .append('.')
                    .append(tenths % 10)
                    .append(" s");
        }
        return message.toString();
    }
}
