package io.breakers.internal.state;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import io.breakers.internal.rules.Tripwire;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A transition with a link to the next one: those of a breaker form a chain in the order in which they happened. */
final class TransitionLink implements Transition {
    private record Change(BreakerConfig from, BreakerConfig to, long revision, String reason)
            implements Reconfiguration {}

    private final String breaker;
    private final BreakerState from;
    private final BreakerState to;
    private final String reason;
    private final Tripwire.@Nullable Fired fired;
    private final @Nullable String lastFailure;
    private final long number;

    /** When it was made, by the ticker. */
    private final long time;

    private final long lastedNanos;

    /** A change of the configuration that this link tells instead, between two transitions (S47). */
    private final @Nullable Reconfiguration change;

    /**
     * Written by the thread that made the next transition; set to this link itself by the one that has published that.
     */
    volatile @Nullable TransitionLink next;

    /** Creates the start of a chain: how a new breaker came to be closed. It is never published. */
    TransitionLink(String breaker, long time) {
        this.breaker = breaker;
        this.from = BreakerState.CLOSED;
        this.to = BreakerState.CLOSED;
        this.reason = "new";
        this.fired = null;
        this.lastFailure = null;
        this.number = 0;
        this.time = time;
        this.lastedNanos = 0;
        this.change = null;
    }

    private TransitionLink(
            TransitionLink previous,
            BreakerState to,
            String reason,
            long time,
            Tripwire.@Nullable Fired fired,
            @Nullable String lastFailure) {
        this.breaker = previous.breaker;
        this.from = previous.to;
        this.to = to;
        this.reason = reason;
        this.fired = fired;
        this.lastFailure = lastFailure;
        this.number = previous.number + 1;
        this.time = time;
        this.lastedNanos = Math.max(0, time - previous.time);
        this.change = null;
    }

    private TransitionLink(TransitionLink same, Reconfiguration change) {
        this.breaker = same.breaker;
        this.from = same.from;
        this.to = same.to;
        this.reason = same.reason;
        this.fired = same.fired;
        this.lastFailure = same.lastFailure;
        this.number = same.number;
        this.time = same.time;
        this.lastedNanos = same.lastedNanos;
        this.change = change;
    }

    /** The same transition as the last one, after which the configuration was changed. */
    TransitionLink thenChanged(BreakerConfig from, BreakerConfig to, long revision, String reason) {
        return new TransitionLink(this, new Change(from, to, revision, reason));
    }

    void tell(BreakerListener listener) {
        if (change == null) {
            listener.onTransition(this);
        } else {
            listener.onReconfigured(change);
        }
    }

    /** How long ago it was made. */
    long age(long now) {
        return Math.max(0, now - time);
    }

    /** The transition to OPEN, because a rule has fired, or for another reason. */
    TransitionLink thenOpen(String reason, long time, Tripwire.@Nullable Fired fired, @Nullable String lastFailure) {
        return new TransitionLink(this, BreakerState.OPEN, reason, time, fired, lastFailure);
    }

    TransitionLink then(BreakerState to, String reason, long time) {
        return new TransitionLink(this, to, reason, time, null, null);
    }

    /** Whether there has been another transition since, or a change of the configuration. */
    boolean isFollowed() {
        return next != null;
    }

    @Override
    public String breaker() {
        return breaker;
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
        return fired == null ? null : fired.rule();
    }

    @Override
    public @Nullable Counts counts() {
        return fired == null ? null : fired.counts();
    }

    @Override
    public @Nullable String lastFailure() {
        return lastFailure;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public Duration lasted() {
        return Duration.ofNanos(lastedNanos);
    }

    /** For example {@code payments #1 CLOSED -> OPEN: 1 failure; last failure java.io.IOException: down}. */
    @Override
    public String toString() {
        String text = breaker + " #" + number + " " + from + " -> " + to + ": " + reason;
        return lastFailure == null ? text : text + "; last failure " + lastFailure;
    }
}
