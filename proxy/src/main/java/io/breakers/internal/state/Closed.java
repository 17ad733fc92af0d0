package io.breakers.internal.state;

import io.breakers.api.BreakerState;
import io.breakers.api.RuleReading;
import io.breakers.api.TripRule;
import io.breakers.internal.callbacks.FailureText;
import io.breakers.internal.callbacks.Nanos;
import io.breakers.internal.rules.CleanStamp;
import io.breakers.internal.rules.Tripwire;
import io.breakers.internal.settings.Settings;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The state CLOSED: every call passes and the rules are evaluated (S1, S7 to S13). It is itself the permit of calls whose
 * thread has no {@link ThreadPermit}, so that none of them allocates anything.
 */
final class Closed extends State implements Permit {
    /**
     * Set to one without rules when the state is left, to free the windows. Not volatile: a late call may still record
     * into the old one, which is harmless.
     */
    private Tripwire tripwire;

    /** Says of most successes that there is nothing to do but count them; never, if their time or result matters. */
    final CleanStamp clean;

    /**
     * The last failure, for a success that may still trip; its text alone, where only a slow-call rule may name it. Of
     * two at the same moment either may stay.
     */
    private final AtomicReference<@Nullable Object> lastFailure = new AtomicReference<>();

    /** Kept with other settings. */
    private final Trip.Earlier earlierTrips;

    Closed(StateMachine machine, Settings settings, TransitionLink link, long since, Trip.Earlier earlierTrips) {
        super(machine, settings, link, since);
        this.earlierTrips = earlierTrips;
        this.tripwire = Tripwire.of(settings.config.rules(), since);
        this.clean = settings.fastPath ? tripwire.clean() : CleanStamp.NEVER;
    }

    /** Whether most successes need only be counted. */
    boolean isFast() {
        return clean != CleanStamp.NEVER;
    }

    @Override
    BreakerState kind() {
        return BreakerState.CLOSED;
    }

    @Override
    State with(Settings other) {
        return new Closed(machine, other, link, machine.now(), earlierTrips);
    }

    @Override
    Admission admit() {
        return this;
    }

    @Override
    public State state() {
        return this;
    }

    /**
     * Records a success of which only the rules want to know, if it cannot trip; else does nothing and returns
     * {@code false}.
     */
    boolean trySucceedFast() {
        boolean fast = tripwire.trySucceedFast();
        if (fast) {
            letGo(0);
        }
        return fast;
    }

    @Override
    public void onSuccess(long elapsed, long now) {
        Tripwire.Fired fired = tripwire.succeeded(elapsed, now);
        if (fired != null) {
            machine.trip(this, fired, failureBehind(fired.rule(), elapsed));
        } else {
            letGo(now);
        }
    }

    /**
     * The failure that trips where a success completes the minimum of calls; where slowness trips, there is none (S14).
     */
    private @Nullable Throwable failureBehind(TripRule rule, long elapsed) {
        boolean slowness = rule instanceof TripRule.Rate rate
                && rate.slowerThan() != null
                && (!rate.countsFailures() || elapsed >= Nanos.saturated(rate.slowerThan()));
        return !slowness && lastFailure.getAcquire() instanceof Throwable failure ? failure : null;
    }

    /** The number of the trip that ends this state now. */
    int nextTrip() {
        return earlierTrips.next(settings.backoff, machine.now());
    }

    /** The text of the last failure, for a trip by a success. */
    @Nullable
    String lastFailure() {
        Object last = lastFailure.getAcquire();
        return last instanceof Throwable failure ? FailureText.of(failure) : (String) last;
    }

    @Override
    public void onFailure(long elapsed, long now, Throwable failure) {
        boolean keeps = settings.tripsAtSuccesses;
        if (keeps) {
            // Before the tripwire, whose writes order it for the thread that trips.
            lastFailure.setRelease(failure);
        }
        Tripwire.Fired fired = tripwire.failed(elapsed, now, failure);
        if (fired != null) {
            machine.trip(this, fired, failure);
        }
        if (keeps) {
            keep(failure);
        }
    }

    /** Once more, now that the rules know of it: a success before that may have let it go. */
    private void keep(Throwable failure) {
        lastFailure.set(failure);
        if (machine.current() != this) {
            lastFailure.set(null);
        } else if (isFast()) {
            letGo(0);
        }
    }

    /** Lets the last failure go, which may be large, if no success can trip because of it. */
    private void letGo(long now) {
        if (lastFailure.getAcquire() instanceof Throwable failure && !tripwire.mayFireAtSuccess(now)) {
            lastFailure.compareAndSet(failure, settings.watchesSlowness() ? FailureText.of(failure) : null);
        }
    }

    @Override
    public void onRelease() {}

    @Override
    void leave() {
        tripwire = Tripwire.NONE;
        lastFailure.set(null);
    }

    @Override
    List<RuleReading> readings() {
        return tripwire.readings(machine.now());
    }

    /** See {@link Tripwire#rate}. */
    double rate(boolean slow, long now) {
        return tripwire.rate(slow, now);
    }
}
