package io.breakers.internal.state;

import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import io.breakers.api.RuleReading;
import io.breakers.internal.settings.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state of a breaker: complete when created, replaced as a whole by one compare-and-set (S21), compared by identity.
 * Each state owns its data and refers to the settings it uses, so that new settings are just another replacement.
 */
abstract sealed class State permits Closed, Open, HalfOpen, ForcedOpen, Disabled {
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

    /**
     * This state with other settings, as new; {@code null} if it has let in calls that it has to know again, and so
     * keeps its settings to its end.
     */
    abstract @Nullable State with(Settings other);

    /** Called when another state has taken this one's place, to free what calls that it let in would hold for long. */
    void leave() {}

    /** Why the breaker is in this state, in words. */
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
        return trip == null ? List.of() : List.of(trip.fired());
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
