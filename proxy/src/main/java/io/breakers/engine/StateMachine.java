package io.breakers.engine;

import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Ticker;
import io.breakers.api.TripRule;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/*
 * One reference to a state object. A call reads it once, when it enters, and keeps the permit that the state granted; its outcome
 * goes to that permit, so that a call admitted by one state never decides in another (S20). A transition builds the next state
 * completely and installs it by one compare-and-set, by identity; the thread that loses does nothing (S21). User code (the wait
 * function, listeners) runs before or after that, never inside.
 *
 *   CLOSED --a tripwire fires--> OPEN --the wait is over and a call comes--> HALF_OPEN --enough successes--> CLOSED
 *                                 ^                                            |
 *                                 +-------a probe failed or outlived its lease-+         FORCED_OPEN, DISABLED: by an operator
 *
 * No threads, no timers: time-based transitions happen when a call or a read notices them.
 */

/** The states of a breaker and their transitions. A superclass rather than a field of the breaker, which saves each call one indirection. */
abstract sealed class StateMachine permits CircuitBreaker {
    private static final VarHandle STATE = Handles.of(MethodHandles.lookup(), "state", State.class);

    private static final VarHandle LISTENER = Handles.of(MethodHandles.lookup(), "listener", BreakerListener.class);

    private final Ticker ticker;
    private final Publisher publisher;

    /** Who hears. Replaced when the breaker gets its listener and when it lets it go; a call under way may still tell the old one. */
    volatile BreakerListener listener = BreakerListener.NONE;

    /** Replaced by compare-and-set. Its volatile read is what makes a complete state visible. */
    private volatile State state;

    StateMachine(Ticker ticker, Settings settings) {
        this.ticker = GuardedTicker.around(ticker);
        Step first = Step.first();
        this.publisher = new Publisher(first);
        this.state = new Closed(settings, first, this.ticker.read());
    }

    /** The name that rejections carry. */
    public abstract String name();

    final State current() {
        return state;
    }

    final long now() {
        return ticker.read();
    }

    /** The state as a call would find it now (S4). */
    public final BreakerState state() {
        State current = state;
        if (current instanceof Open open) {
            return open.isOver(now()) ? BreakerState.HALF_OPEN : BreakerState.OPEN;
        }
        if (current instanceof HalfOpen halfOpen && halfOpen.isOverdue(now())) {
            boolean reopened = reopenOverdue(halfOpen);
            publish();
            return reopened ? BreakerState.OPEN : state();
        }
        return current.kind();
    }

    // By time and outcome: called by states and permits. They publish nothing: the breaker does, when the accounts of
    // the call are done.

    /**
     * CLOSED to OPEN.
     *
     * @param failure what trips it, and may say how long to wait; if that is none, rejections tell of the last one all the same
     */
    final void trip(Closed from, Tripwire.Fired fired, @Nullable Throwable failure) {
        if (state != from) {
            return;
        }
        Step step = from.step.then(BreakerState.OPEN, fired.reason(), fired.rule());
        Throwable last = failure == null ? from.failure() : failure;
        String lastFailure = last == null ? null : describe(last);
        open(from, step, 1, fired.rule(), failure, lastFailure);
    }

    /** HALF_OPEN to OPEN, because a probe is overdue (S18). Returns {@code false} if that state was over already. */
    final boolean reopenOverdue(HalfOpen from) {
        return reopen(from, "a probe outlived its lease", null);
    }

    /** HALF_OPEN to OPEN. Returns {@code false} if that state was over already. */
    final boolean reopen(HalfOpen from, String reason, @Nullable Throwable failure) {
        if (state != from) {
            return false;
        }
        Step step = from.step.then(BreakerState.OPEN, reason);
        String lastFailure = failure == null ? from.lastFailure() : describe(failure);
        return open(from, step, from.trips() + 1, from.rule(), failure, lastFailure);
    }

    private boolean open(
            State from, Step step, int trips, TripRule rule, @Nullable Throwable failure, @Nullable String text) {
        long wait = from.settings.waits.after(trips, failure);
        return transition(from, new Open(from.settings, step, now(), wait, trips, rule, text));
    }

    /** HALF_OPEN to CLOSED. */
    final void close(HalfOpen from) {
        int successes = from.settings.successThreshold;
        String reason = successes == 1 ? "1 probe succeeded" : successes + " probes succeeded";
        transition(from, new Closed(from.settings, from.step.then(BreakerState.CLOSED, reason), now()));
    }

    /** Replaces {@code from}, unless another thread already has; by identity: a thread that still holds an earlier state must not end a later one. */
    final boolean transition(State from, State to) {
        boolean moved = STATE.compareAndSet(this, from, to);
        if (moved) {
            from.step.next = to.step;
            from.leave();
        }
        return moved;
    }

    // By an operator (S2).

    public final void forceOpen() {
        for (State current = state; !(current instanceof ForcedOpen); current = state) {
            Step step = current.step.then(BreakerState.FORCED_OPEN, "forced open by an operator");
            if (transition(current, new ForcedOpen(current.settings, step, now()))) {
                publish();
                // Not once more: whoever has led it elsewhere since came later, and it stays as they want it.
                return;
            }
        }
    }

    public final void disable() {
        for (State current = state; !(current instanceof Disabled); current = state) {
            Step step = current.step.then(BreakerState.DISABLED, "disabled by an operator");
            if (transition(current, new Disabled(current.settings, step, now()))) {
                publish();
                // Not once more: whoever has led it elsewhere since came later, and it stays as they want it.
                return;
            }
        }
    }

    public final void reset() {
        boolean done;
        do {
            done = restart();
        } while (!done);
    }

    /** Closes with empty windows; returns {@code false} if the state changed meanwhile. */
    private boolean restart() {
        State current = state;
        Settings settings = current.settings;
        if (current instanceof Closed) {
            // Empty windows are a new state, but no transition.
            boolean restarted = STATE.compareAndSet(this, current, new Closed(settings, current.step, now()));
            if (restarted) {
                current.leave();
            }
            return restarted;
        }
        Step step = current.step.then(BreakerState.CLOSED, "reset by an operator");
        if (!transition(current, new Closed(settings, step, now()))) {
            return false;
        }
        publish();
        return true;
    }

    /**
     * Puts {@code settings} in the place of the first ones, which measure all that a listener could want. Before the first transition only: a breaker that was led elsewhere by who
     * makes its listener stays there, and keeps the first.
     */
    final void settle(Settings settings) {
        State current = state;
        if (current instanceof Closed && current.step.number() == 0) {
            STATE.compareAndSet(this, current, new Closed(settings, current.step, now()));
        }
    }

    /** Tells the listener nothing more, and returns it; the second time there is none. */
    final BreakerListener releaseListener() {
        return (BreakerListener) LISTENER.getAndSet(this, BreakerListener.NONE);
    }

    final void publish() {
        publisher.publish(this);
    }

    private static String describe(Throwable failure) {
        try {
            return String.valueOf(failure);
        } catch (Throwable broken) {
            return failure.getClass().getName();
        }
    }
}
