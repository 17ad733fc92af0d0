package io.breakers.internal.state;

import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import org.jspecify.annotations.Nullable;

/** A transition with a link to the next one: those of a breaker form a chain in the order in which they happened. */
final class TransitionLink implements Transition {
    private final BreakerState from;
    private final BreakerState to;
    private final String reason;
    private final @Nullable TripRule rule;
    private final long number;

    /**
     * Written by the thread that made the next transition; set to this link itself by the one that has published that.
     */
    volatile @Nullable TransitionLink next;

    private TransitionLink(BreakerState from, BreakerState to, String reason, @Nullable TripRule rule, long number) {
        this.from = from;
        this.to = to;
        this.reason = reason;
        this.rule = rule;
        this.number = number;
    }

    /** The start of a chain: how a new breaker came to be closed. It is never published. */
    static TransitionLink first() {
        return new TransitionLink(BreakerState.CLOSED, BreakerState.CLOSED, "new", null, 0);
    }

    TransitionLink then(BreakerState to, String reason, @Nullable TripRule rule) {
        return new TransitionLink(this.to, to, reason, rule, number + 1);
    }

    TransitionLink then(BreakerState to, String reason) {
        return then(to, reason, null);
    }

    /** Whether there has been another transition since. */
    boolean isFollowed() {
        return next != null;
    }

    @Override
    public BreakerState from() {
        return from;
    }

    @Override
    public BreakerState to() {
        return to;
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public @Nullable TripRule rule() {
        return rule;
    }

    @Override
    public long number() {
        return number;
    }

    /** For example {@code #1 CLOSED -> OPEN: 5 consecutive failures}. */
    @Override
    public String toString() {
        return "#" + number + " " + from + " -> " + to + ": " + reason;
    }
}
