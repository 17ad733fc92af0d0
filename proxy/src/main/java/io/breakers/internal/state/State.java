package io.breakers.internal.state;

import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.api.RuleReading;
import io.breakers.internal.settings.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state of a breaker: complete when created, replaced as a whole by one compare-and-set (S21), compared by identity.
 * Each state refers to the settings it uses, so that new settings are just another replacement (S45).
 */
abstract sealed class State permits Closed, Open, HalfOpen, ChangedHalfOpen, Operator.ForcedOpen, Operator.Disabled {
    final StateMachine machine;
    final Settings settings;

    /** The transition that led here; the number of transitions so far is its number. */
    final TransitionLink link;

    /** When it was entered, by the ticker. */
    final long since;

    State(StateMachine machine, Settings settings, TransitionLink link, long since) {
        this.machine = machine;
        this.settings = settings;
        this.link = link;
        this.since = since;
    }

    abstract BreakerState kind();

    /**
     * Lets a call in or rejects it; {@code null} if this state was just left and the caller should look again. May
     * change the state; who calls this publishes the change.
     */
    abstract @Nullable Admission admit();

    /** This state as it goes on with other settings (S46), told by {@code link}. */
    abstract State with(Settings other, TransitionLink link);

    /** Called when another state has taken this one's place, to free what calls that it let in would hold for long. */
    void leave() {}

    /** Called when this state goes on as {@code next}. */
    void leaveTo(State next) {}

    /** The probes that decide what comes next, in HALF_OPEN. */
    @Nullable
    HalfOpen probing() {
        return null;
    }

    /** How long a call would be rejected from now on, in nanoseconds; 0 if it would pass. */
    long retryAfter(long now) {
        return 0;
    }

    /** Why this state rejects a call, in words. */
    String reason() {
        return link.reason();
    }

    /** What opened the breaker, as long as that matters. */
    @Nullable
    Trip trip() {
        return null;
    }

    /** How near the rules are to tripping, or how one did (S44a). */
    List<RuleReading> readings() {
        Trip trip = trip();
        return trip == null || trip.fired() == null ? List.of() : List.of(trip.fired());
    }

    /** Whether another state has taken this one's place. */
    final boolean isOver() {
        return link.isFollowed();
    }

    /** A rejection with all that is known now (S28); {@code Long.MAX_VALUE} nanoseconds are for ever. */
    final Rejection reject(long retryAfter) {
        Trip trip = trip();
        return new Rejection(new CallRejectedException(
                machine.name,
                kind(),
                reason(),
                trip == null ? null : trip.rule(),
                trip == null ? null : trip.lastFailure(),
                retryAfter));
    }
}
