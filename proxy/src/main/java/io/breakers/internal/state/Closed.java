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
 * The state CLOSED: every call passes and the rules are evaluated (S1, S7 to S13). It is itself the permit of calls
 * whose thread has no {@link ThreadPermit}, so that none of them allocates anything.
 */
final class Closed extends State implements Permit {
    /**
     * Set to one without rules when CLOSED is left, to free the windows. Not volatile: a late call may still record
     * into the old one, which is harmless.
     */
    private Tripwire tripwire;

    /** Says of most successes that there is nothing to do but count them; never, if their time or result matters. */
    final CleanStamp clean;

    /**
     * The last failure, for a success that may still trip; its text alone, where none can because of it. Of two at the
     * same moment either may stay.
     */
    private final AtomicReference<@Nullable Object> lastFailure;

    /** Kept with other settings. */
    private final Trip.Earlier earlierTrips;

    Closed(StateMachine machine, Settings settings, TransitionLink link, long since, Trip.Earlier earlierTrips) {
        this(
                machine,
                settings,
                link,
                since,
                earlierTrips,
                Tripwire.of(settings.config.rules(), since),
                new AtomicReference<>());
    }

    private Closed(
            StateMachine machine,
            Settings settings,
            TransitionLink link,
            long since,
            Trip.Earlier earlierTrips,
            Tripwire tripwire,
            AtomicReference<@Nullable Object> lastFailure) {
        super(machine, settings, link, since);
        this.earlierTrips = earlierTrips;
        this.tripwire = tripwire;
        this.lastFailure = lastFailure;
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
    State with(Settings other, TransitionLink link) {
        Tripwire next = tripwire.as(other.config.rules(), machine.now());
        return new Closed(machine, other, link, since, earlierTrips, next, lastFailure);
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
        Tripwire own = tripwire;
        if (!trips(own, own.succeeded(elapsed, now), elapsed, now, null)) {
            letGo(now);
        }
    }

    /**
     * Trips the breaker if a rule has fired, and returns whether one has. If this state goes on with other settings,
     * the call has been recorded by what the two share, and the present rules about that are asked (S46).
     *
     * @param own what has recorded the call
     */
    private boolean trips(
            Tripwire own, Tripwire.@Nullable Fired ofThis, long elapsed, long now, @Nullable Throwable failure) {
        Closed from = this;
        Tripwire.Fired fired = ofThis;
        while (true) {
            State current = machine.current();
            if (current != from) {
                if (!(current instanceof Closed closed)) {
                    return false;
                }
                from = closed;
                fired = closed.ask(own, elapsed, now, failure);
            }
            if (fired == null) {
                return false;
            }
            Throwable behind = failure == null ? failureBehind(fired.rule(), elapsed) : failure;
            if (machine.trip(from, fired, behind)) {
                return true;
            }
        }
    }

    /** Asks the rules that share what they have seen with {@code other}, which has just recorded a call. */
    Tripwire.@Nullable Fired ask(Tripwire other, long elapsed, long now, @Nullable Throwable failure) {
        return tripwire.ask(other, elapsed, now, failure);
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

    /** The text of the last failure, for a trip by a success; {@code null} if the rule counts none (S28). */
    @Nullable
    String lastFailure(TripRule rule) {
        if (rule instanceof TripRule.Rate rate && !rate.countsFailures()) {
            return null;
        }
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
        Tripwire own = tripwire;
        trips(own, own.failed(elapsed, now, failure), elapsed, now, failure);
        if (keeps) {
            keep(failure);
        }
    }

    /** Once more, now that the rules know of it: a success before that may have let it go. */
    private void keep(Throwable failure) {
        lastFailure.set(failure);
        State current = machine.current();
        if (!(current instanceof Closed closed && closed.lastFailure == lastFailure)) {
            lastFailure.set(null);
        } else if (current == this && isFast()) {
            letGo(0);
        }
    }

    /** Lets the last failure go, which may be large, if no success can trip because of it. */
    private void letGo(long now) {
        if (lastFailure.getAcquire() instanceof Throwable failure
                && machine.current() == this
                && !tripwire.mayFireAtSuccess(now)) {
            lastFailure.compareAndSet(failure, FailureText.of(failure));
        }
    }

    @Override
    public void onRelease() {}

    @Override
    void leave() {
        tripwire.leaveTo(Tripwire.NONE);
        tripwire = Tripwire.NONE;
        lastFailure.set(null);
    }

    /** Keeps the rules, for the calls that it has let in. */
    @Override
    void leaveTo(State next) {
        if (next instanceof Closed closed) {
            tripwire.leaveTo(closed.tripwire);
        }
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
