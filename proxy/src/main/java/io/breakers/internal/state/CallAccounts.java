package io.breakers.internal.state;

import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.api.BreakerStatus;
import io.breakers.internal.counting.Cell;
import io.breakers.internal.counting.Cells;
import io.breakers.internal.counting.Statistics;
import io.breakers.internal.counting.StatsSnapshot;
import io.breakers.internal.counting.StatusSnapshot;
import io.breakers.internal.settings.Outcome;
import io.breakers.internal.settings.Settings;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The account of a breaker's calls. Each call is entered here once and, if it was let in, ended here once: it is
 * counted, and its outcome told to the state that admitted it, and to the listener. Safe for use by many threads.
 */
public final class CallAccounts {
    /** The start of a fallback that is not timed: whether it is may have changed at its end (S45). */
    private static final long UNTIMED = Long.MIN_VALUE;

    private final StateMachine machine;
    private final Statistics statistics = new Statistics();

    /** Those of the statistics, which saves a healthy call the way there. */
    private final Cells cells = statistics.cells();

    CallAccounts(StateMachine machine) {
        this.machine = machine;
    }

    /** Asks the present state to let a call in; what it says is counted. */
    public Admission enter() {
        State current = machine.current();
        return current instanceof Closed closed ? enter(closed) : enterUnlessClosed(current);
    }

    /**
     * Lets a call in whose start is 0 and whose success need only be counted; {@code null} if there may be more to this
     * call: then {@link #enter} decides.
     */
    public @Nullable Permit tryEnterFast() {
        if (cells.find(Thread.currentThread()) instanceof ThreadPermit own && own.admitsTo(machine.current())) {
            own.addEntry();
            return own;
        }
        return null;
    }

    private Permit enter(Closed closed) {
        if (closed.isFast()) {
            Thread thread = Thread.currentThread();
            Cell own = cells.find(thread);
            if (!(own instanceof ThreadPermit known && known.admitsTo(closed))) {
                own = cells.claim(thread, (owner, predecessor) -> ThreadPermit.create(owner, predecessor, closed));
            }
            if (own instanceof ThreadPermit permit) {
                permit.addEntry();
                return permit;
            }
        }
        statistics.entered();
        return closed;
    }

    private Admission enterUnlessClosed(State seen) {
        State current = seen;
        Admission admission = current.admit();
        while (admission == null) {
            publishIfOver(current);
            current = machine.current();
            admission = current.admit();
        }
        BreakerState kind = current.kind();
        // Asked first, and by its class: that something is not of an interface takes longer to find out than all else.
        boolean rejected = admission instanceof Rejection;
        if (rejected) {
            statistics.rejected(kind);
        } else if (admission instanceof Closed closed) {
            admission = enter(closed);
        } else {
            statistics.entered();
            if (admission instanceof Sparing.Spared) {
                statistics.spared();
            }
        }
        // Who hears of the transition that this call has made finds it counted.
        publishIfOver(current);
        if (rejected) {
            machine.listener().onRejected(kind);
        }
        return admission;
    }

    /** Takes back the entry of a call that will not be made here, as if it had never come. */
    public void withdraw(Permit permit) {
        statistics.withdrawn();
        permit.onRelease();
    }

    /** Whether a call was let in that has not ended. */
    public boolean hasCallsInFlight() {
        return statistics.inFlight() != 0;
    }

    /** Whether the breaker is CLOSED, without the effects of a read of its state. */
    public boolean isClosed() {
        return machine.current() instanceof Closed;
    }

    /** The start of a call that was let in, for its end: a reading of the clock, or 0 if nobody wants it. */
    public long start(Permit permit) {
        return permit.settings().timed ? machine.now() : 0;
    }

    /**
     * Ends a call on the thread that it entered on, if it succeeded and counting that is all there is to do; else does
     * nothing and returns {@code false}.
     */
    public static boolean trySucceedFast(Permit permit) {
        return permit instanceof ThreadPermit own && own.trySucceedFast();
    }

    /**
     * Ends a call.
     *
     * @param thrown what it threw, or what stands for its result; may be {@code null} for a success and a cancellation
     */
    public void ended(Permit permit, long start, @Nullable Throwable thrown, Outcome outcome) {
        switch (outcome) {
            case SUCCESS -> succeeded(permit, start);
            case FAILURE, FAILED_PREDICATE -> failed(permit, start, Objects.requireNonNull(thrown));
            case IGNORED -> ignored(permit, start, Objects.requireNonNull(thrown));
            case CANCELLED -> cancelled(permit, start);
        }
    }

    /** Ends a call that succeeded. */
    public void succeeded(Permit permit, long start) {
        Settings settings = permit.settings();
        long now = settings.dated ? machine.now() : 0;
        long elapsed = settings.elapsed(start, now);
        statistics.succeeded(elapsed);
        countIfSlow(settings, elapsed);
        permit.onSuccess(elapsed, now);
        BreakerListener listener = machine.listener();
        if (listener != BreakerListener.NONE) {
            listener.onSuccess(elapsed);
        }
        publishIfOver(permit.state());
    }

    /** Ends a call that failed. */
    public void failed(Permit permit, long start, Throwable failure) {
        Settings settings = permit.settings();
        long now = settings.datesFailures ? machine.now() : 0;
        long elapsed = settings.elapsed(start, now);
        statistics.failed(elapsed);
        countIfSlow(settings, elapsed);
        permit.onFailure(elapsed, now, failure);
        BreakerListener listener = machine.listener();
        if (listener != BreakerListener.NONE) {
            listener.onFailure(elapsed, failure);
        }
        publishIfOver(permit.state());
    }

    /** Ends a call that threw what is ignored. */
    public void ignored(Permit permit, long start, Throwable ignored) {
        long elapsed = elapsed(permit.settings(), start);
        statistics.ignored(elapsed);
        countIfSlow(permit.settings(), elapsed);
        permit.onRelease();
        machine.listener().onIgnored(elapsed, ignored);
        publishIfOver(permit.state());
    }

    /** Ends a call that was cancelled. */
    public void cancelled(Permit permit, long start) {
        long elapsed = elapsed(permit.settings(), start);
        statistics.cancelled(elapsed);
        countIfSlow(permit.settings(), elapsed);
        permit.onRelease();
        machine.listener().onCancelled(elapsed);
        publishIfOver(permit.state());
    }

    private void countIfSlow(Settings settings, long elapsed) {
        if (settings.isSlow(elapsed)) {
            statistics.slow();
        }
    }

    private long elapsed(Settings settings, long start) {
        return settings.elapsed(start, settings.timed ? machine.now() : 0);
    }

    /** Publishes the transition that ended {@code seen}, whoever made it: another thread may not have done so yet. */
    private void publishIfOver(State seen) {
        if (seen.isOver()) {
            machine.publish();
        }
    }

    /** The settings in force, for a fallback, which runs outside of any permit. */
    public Settings settings() {
        return machine.current().settings;
    }

    /** The start of a fallback, for its end: a reading of the clock, or {@link #UNTIMED} if nobody wants it. */
    public long startFallback() {
        if (!settings().timed) {
            return UNTIMED;
        }
        long now = machine.now();
        return now == UNTIMED ? now + 1 : now;
    }

    /**
     * Accounts for a fallback that has ended.
     *
     * @param failure what it threw; {@code null} if it answered
     */
    public void fellBack(long start, Throwable cause, @Nullable Throwable failure) {
        long elapsed = start == UNTIMED ? 0 : Math.max(0, machine.now() - start);
        if (failure == null) {
            statistics.fallbackAnswered(elapsed);
        } else {
            statistics.fallbackFailed(elapsed);
        }
        BreakerListener listener = machine.listener();
        if (listener != BreakerListener.NONE) {
            listener.onFallback(elapsed, cause, failure);
        }
    }

    /** Everything at one moment. */
    public BreakerStats stats() {
        long[] counts = statistics.readEffects();
        return stats(machine.current(), counts);
    }

    /** One look at the state, and the statistics that belong to it (S54). */
    public BreakerStatus status() {
        while (true) {
            machine.state();
            State current = machine.current();
            long now = machine.now();
            BreakerStats stats = stats(current, statistics.readEffects());
            if (machine.current() == current) {
                return status(current, now, stats);
            }
        }
    }

    private static BreakerStatus status(State current, long now, BreakerStats stats) {
        boolean over = current instanceof Open open && open.isOver(now);
        Trip trip = current.trip();
        return new StatusSnapshot(
                over ? BreakerState.HALF_OPEN : current.kind(),
                Duration.ofNanos(over ? ((Open) current).overSince(now) : current.link.age(now)),
                Duration.ofNanos(current.retryAfter(now)),
                over ? ((Open) current).overBecause() : current.link.reason(),
                trip == null ? null : trip.rule(),
                trip == null ? null : trip.lastFailure(),
                current.settings.revision,
                stats);
    }

    private BreakerStats stats(State current, long[] counts) {
        Trip trip = current.trip();
        double failureRate = Double.NaN;
        double slowRate = Double.NaN;
        if (current instanceof Closed closed) {
            long now = closed.settings.dated ? closed.machine.now() : 0;
            failureRate = closed.rate(false, now);
            slowRate = closed.rate(true, now);
        }
        var rates = new StatsSnapshot.Rates(failureRate, slowRate, trip == null ? null : trip.rule());
        statistics.readCauses(counts);
        return new StatsSnapshot(counts, rates, current.link.number());
    }

    /** The name of the breaker, for messages. */
    public String name() {
        return machine.name;
    }
}
