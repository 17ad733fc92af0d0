package io.breakers.internal.state;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.RuleReading;
import io.breakers.api.Ticker;
import io.breakers.internal.callbacks.FailureText;
import io.breakers.internal.callbacks.GuardedTicker;
import io.breakers.internal.rules.Tripwire;
import io.breakers.internal.settings.OpenBackoff;
import io.breakers.internal.settings.Settings;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * One reference to a state object. A call reads it once, when it enters, and keeps the permit that the state granted;
 * its outcome goes to that permit, so that a call admitted by one state never decides in another (S20). A transition
 * builds the next state completely and installs it by one compare-and-set, by identity; the thread that loses does
 * nothing (S21). User code (the wait function, listeners) runs before or after that, never inside.
 *
 * CLOSED to OPEN: a tripwire fires. OPEN to HALF_OPEN: the wait is over and a call comes. HALF_OPEN to CLOSED: enough
 * probes have succeeded; back to OPEN: one failed or outlived its lease. FORCED_OPEN, DISABLED: by an operator.
 *
 * No threads, no timers: transitions that time makes happen when a call or a read notices them.
 */

/** The states of one breaker and their transitions. Safe for use by many threads. */
public final class StateMachine {
    private static final VarHandle STATE = field("state", State.class);
    private static final VarHandle LISTENER = field("listener", BreakerListener.class);

    /** In the place of a listener that is being made, and may want everything. */
    private static final BreakerListener UNKNOWN = new BreakerListener() {};

    /** The name of the breaker, for whatever people read. */
    final String name;

    private final Ticker ticker;
    private final CallAccounts accounts;
    private final Operator operator;
    private final TransitionPublisher publisher;

    /**
     * Replaced when the listener has been made, and by {@code NONE} on release; a call under way may still tell the old
     * one.
     */
    private volatile BreakerListener listener;

    /** Replaced by compare-and-set. Its volatile read is what makes a complete state visible. */
    private volatile State state;

    /**
     * Creates a closed machine.
     *
     * @param name for rejections, transitions and the log
     * @param heard whether a listener is about to be made, for {@link #listen}: until then everything is measured that
     *     it could want
     */
    public StateMachine(String name, BreakerConfig config, boolean heard) {
        this.name = name;
        this.ticker = GuardedTicker.around(config.ticker(), name);
        this.listener = heard ? UNKNOWN : BreakerListener.NONE;
        var settings = new Settings(name, config, 0, listener);
        long now = now();
        var first = new TransitionLink(name, now);
        this.publisher = new TransitionPublisher(first);
        this.accounts = new CallAccounts(this);
        this.operator = new Operator(this);
        this.state = new Closed(this, settings, first, now, Trip.Earlier.NONE);
    }

    private static VarHandle field(String name, Class<?> type) {
        return ConstantBootstraps.fieldVarHandle(
                MethodHandles.lookup(), name, VarHandle.class, StateMachine.class, type);
    }

    /** The account of this breaker's calls. */
    public CallAccounts accounts() {
        return accounts;
    }

    /** The revision of the configuration in force. */
    public long revision() {
        return state.settings.revision;
    }

    /** The configuration in force. */
    public BreakerConfig config() {
        return state.settings.config;
    }

    State current() {
        return state;
    }

    BreakerListener listener() {
        return listener;
    }

    long now() {
        return ticker.read();
    }

    /** See {@link State#readings}. */
    public List<RuleReading> readings() {
        return state.readings();
    }

    /** The state as a call would find it now (S4). */
    public BreakerState state() {
        State current = state;
        if (current instanceof Open open) {
            return open.isOver(now()) ? BreakerState.HALF_OPEN : BreakerState.OPEN;
        }
        HalfOpen probing = current.probing();
        if (probing != null) {
            if (probing.endOverdue(now())) {
                boolean reopened = probing.reopenOverdue();
                publish();
                return reopened ? BreakerState.OPEN : state();
            }
            // Else another thread may have ended what was overdue.
            return state.probing() == probing ? BreakerState.HALF_OPEN : state();
        }
        return current.kind();
    }

    // By time and outcome: called by states and permits. They publish nothing: that is done when the call has been
    // accounted for.

    /**
     * CLOSED to OPEN. Returns {@code false} if that state was over already.
     *
     * @param failure what trips it, and may say how long to wait; if there is none, rejections name the last one all
     *     the same, if the rule counts failures
     */
    boolean trip(Closed from, Tripwire.Fired fired, @Nullable Throwable failure) {
        if (state != from) {
            return false;
        }
        String last = failure == null ? from.lastFailure(fired.rule()) : FailureText.of(failure);
        var reading = new RuleReading(fired.rule(), fired.counts());
        return open(from, fired.reason(), fired, new Trip(from.nextTrip(), reading, last), failure);
    }

    /** HALF_OPEN to OPEN. Returns {@code false} if that state was over already. */
    boolean reopen(HalfOpen from, String reason, @Nullable Throwable failure) {
        State current = state;
        while (current.probing() == from) {
            Trip trip = from.trip().again(failure == null ? null : FailureText.of(failure));
            if (open(current, reason, null, trip, failure)) {
                return true;
            }
            current = state;
        }
        return false;
    }

    private boolean open(
            State from, String reason, Tripwire.@Nullable Fired fired, Trip trip, @Nullable Throwable failure) {
        OpenBackoff.Wait wait = from.settings.backoff.after(trip.number(), failure);
        long now = now();
        TransitionLink link = from.link.thenOpen(reason, now, fired, trip.lastFailure());
        return transition(from, new Open(this, from.settings, link, now, wait, trip, from.probing()));
    }

    /** HALF_OPEN to CLOSED. */
    void close(HalfOpen from) {
        int successes = from.settings.successThreshold;
        String reason = successes == 1 ? "1 probe succeeded" : successes + " probes succeeded";
        State current = state;
        boolean over = current.probing() != from;
        while (!over) {
            long now = now();
            TransitionLink link = current.link.then(BreakerState.CLOSED, reason, now);
            var trips = new Trip.Earlier(from.trip().number(), now);
            boolean closed = transition(current, new Closed(this, current.settings, link, now, trips));
            current = state;
            over = closed || current.probing() != from;
        }
    }

    /** Makes a transition, unless another thread has left {@code from} already. */
    boolean transition(State from, State to) {
        return transition(from, to, to.link);
    }

    /**
     * Makes several transitions as one.
     *
     * @param first the first of them; the last one leads to {@code to}
     */
    boolean transition(State from, State to, TransitionLink first) {
        boolean moved = replace(from, to);
        if (moved) {
            from.link.next = first;
            from.leave();
        }
        return moved;
    }

    /** Lets a state go on as {@code to}, with other settings. */
    boolean change(State from, State to) {
        boolean changed = replace(from, to);
        if (changed) {
            if (to.link != from.link) {
                from.link.next = to.link;
            }
            from.leaveTo(to);
        }
        return changed;
    }

    /** By identity: a thread that still holds an earlier state must not end a later one. */
    boolean replace(State from, State to) {
        return STATE.compareAndSet(this, from, to);
    }

    // For an operator.

    /** What people can do to this breaker. */
    public Operator operator() {
        return operator;
    }

    /**
     * Makes and publishes a transition. Who calls this tries again only if it returns {@code false}: if the state has
     * been changed since by another thread, or by a listener that heard of this, that change is newer and wins.
     */
    boolean operate(State from, State to) {
        boolean moved = transition(from, to);
        if (moved) {
            publish();
        }
        return moved;
    }

    /** Closes a closed breaker again, with empty windows: that is a new state, but no transition. */
    boolean restart(Closed from) {
        var anew = new Closed(this, from.settings, from.link, now(), Trip.Earlier.NONE);
        boolean restarted = replace(from, anew);
        if (restarted) {
            from.leave();
        }
        return restarted;
    }

    // The listener.

    /**
     * Tells {@code made} from now on, and measures only what it wants. If the listener's factory has operated the
     * breaker, that state stays; if it has closed the breaker, {@code made} is closed, too, and hears nothing else.
     */
    public void listen(BreakerListener made) {
        boolean heard = LISTENER.compareAndSet(this, UNKNOWN, made);
        if (!heard) {
            made.onClose();
        }
        BreakerListener heardOf = heard ? made : BreakerListener.NONE;
        State current;
        Settings settings;
        do {
            current = state;
            settings = new Settings(name, current.settings.config, current.settings.revision, heardOf);
        } while (!change(current, current.with(settings, current.link)));
    }

    /** Tells the listener nothing more, and returns it; the second time there is none. */
    public BreakerListener releaseListener() {
        return (BreakerListener) LISTENER.getAndSet(this, BreakerListener.NONE);
    }

    void publish() {
        publisher.publish(this);
    }
}
