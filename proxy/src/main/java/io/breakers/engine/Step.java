package io.breakers.engine;

import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import org.jspecify.annotations.Nullable;

/** A transition with a link to the next one: the steps of a breaker form a chain in the order in which they happened. */
final class Step implements Transition {
    private final BreakerState from;
    private final BreakerState to;
    private final String reason;
    private final @Nullable TripRule rule;
    private final long number;

    /** Written by the thread that made the next transition, and read by the one that publishes, which then lets it lead nowhere: to this step itself. */
    volatile @Nullable Step next;

    private Step(BreakerState from, BreakerState to, String reason, @Nullable TripRule rule, long number) {
        this.from = from;
        this.to = to;
        this.reason = reason;
        this.rule = rule;
        this.number = number;
    }

    /** The start of a chain: how a new breaker came to be closed. It is never published. */
    static Step first() {
        return new Step(BreakerState.CLOSED, BreakerState.CLOSED, "new", null, 0);
    }

    Step then(BreakerState to, String reason, @Nullable TripRule rule) {
        return new Step(this.to, to, reason, rule, number + 1);
    }

    Step then(BreakerState to, String reason) {
        return then(to, reason, null);
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
