package io.breakers.api;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says that a breaker refused a call, and why, as it was when that was decided (S28).
 *
 * <p>It has no stack trace and takes no suppressed exceptions, so that a rejection stays cheap; the message says which method it was. It can be made by hand, for
 * tests of the code that catches it.
 */
public final class CallRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

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
     * @param state the state that refused
     * @param reason a sentence for people: the rule and its numbers
     * @param rule the rule that tripped the breaker, or {@code null}
     * @param lastFailure class and message of the last failure before it opened, or {@code null}
     * @param retryAfterNanos the nanoseconds until a call may be permitted, {@code Long.MAX_VALUE} for never
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

    /** The state that refused the call: OPEN, HALF_OPEN or FORCED_OPEN. */
    public BreakerState state() {
        return state;
    }

    /** Why the breaker is in this state, as a sentence for people: the rule and its numbers, that a probe failed, or that an operator did it. */
    public String reason() {
        return reason;
    }

    /** The rule that tripped the breaker; {@code null} if an operator opened it, or after serialization. */
    public @Nullable TripRule rule() {
        return rule;
    }

    /** Class and message of the last failure before the breaker opened, or that a result was one; {@code null} if there was none, or an operator opened it. */
    public @Nullable String lastFailure() {
        return lastFailure;
    }

    /**
     * How long to wait before a call may be permitted, never negative: in OPEN the rest of the wait, in HALF_OPEN the rest of the oldest
     * probe's lease, in FORCED_OPEN for ever ({@code ChronoUnit.FOREVER.getDuration()}).
     */
    public Duration retryAfter() {
        return retryAfterNanos == Long.MAX_VALUE ? ChronoUnit.FOREVER.getDuration() : Duration.ofNanos(retryAfterNanos);
    }

    /**
     * For example {@code PaymentService.charge is OPEN: 5 consecutive failures; last failure java.io.IOException: down; retry
     * after 12.4 s}.
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
            message.append(String.format(Locale.ROOT, "; retry after %.1f s", retryAfterNanos / 1e9));
        }
        return message.toString();
    }
}
