package io.breakers.operations.internal.health;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;

/**
 * A breaker of which is known since when it has been out or in. Out is what counts against health: OPEN and HALF_OPEN,
 * unless it is a dry run, and FORCED_OPEN (S61). All its fields that change are guarded by the lock of {@link Outages}.
 */
public final class Watched {
    final Breaker breaker;
    final Clock clock;
    private final Outages outages;

    private BreakerState state = BreakerState.CLOSED;
    private boolean dryRun;

    /** When the last transition was made, by the ticker. */
    private long moved;

    private boolean hasMoved;
    private boolean out;

    /** When it went out or came in. */
    private long since;

    Watched(Outages outages, Breaker breaker, Clock clock) {
        this.outages = outages;
        this.breaker = breaker;
        this.clock = clock;
        this.moved = clock.read();
        this.since = moved;
        this.dryRun = breaker.config().enforce() == 0;
    }

    /** It has moved. Listeners that hear first may be slow, so when that was is computed. */
    public void moved(Transition made) {
        long now = clock.read();
        outages.heard(this, () -> {
            long at = moved + made.lasted().toNanos();
            moved = at - now > 0 ? now : at;
            hasMoved = true;
            state = made.to();
            return moved;
        });
    }

    /** It has another configuration. */
    public void reconfigured(Reconfiguration change) {
        long now = clock.read();
        outages.heard(this, () -> {
            dryRun = change.to().enforce() == 0;
            return now;
        });
    }

    /**
     * Looks at the breaker, which may have been operated while its listeners were made: of that, none of them hears.
     */
    void look() {
        BreakerState seen = breaker.state();
        long now = clock.read();
        outages.heard(this, () -> {
            state = hasMoved ? state : seen;
            return now;
        });
    }

    /** It was closed for good. */
    public void closed() {
        outages.forget(this);
    }

    /** Whether what was heard means out. */
    boolean shouldBeOut() {
        boolean rejects = state == BreakerState.OPEN || state == BreakerState.HALF_OPEN;
        return state == BreakerState.FORCED_OPEN || (rejects && !dryRun);
    }

    void turn(long at) {
        out = !out;
        since = at;
    }

    boolean isOut() {
        return out;
    }

    /** For how long it has been out, or in, until a moment. */
    long lasted(long until) {
        return Math.max(0, until - since);
    }

    /** For how long it has been out, or in, until the last reading of its clock. */
    long lasted() {
        return lasted(clock.last());
    }
}
