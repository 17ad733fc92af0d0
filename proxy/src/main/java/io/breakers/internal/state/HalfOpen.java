package io.breakers.internal.state;

import io.breakers.api.BreakerState;
import io.breakers.internal.callbacks.FailureText;
import io.breakers.internal.settings.Settings;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The state HALF_OPEN: a limited number of probes passes and decides what comes next (S1, S16 to S18, S50, S51).
 *
 * <p>A probe holds a slot from its admission to its end. As many slots are open as the ramp leaves beside the probes of
 * earlier states that are still with the target, and no more than probes may still be needed. Once those are fewer, a
 * probe that ends keeps its slot. So no interleaving admits more.
 *
 * <p>An end that decides what comes next is one compare-and-set of the state; any other one of the tally. Whoever finds
 * a tally does first what is left to do for it, so that all threads see it as one step.
 */
final class HalfOpen extends State {
    private static final String FAILED = "failed";
    private static final String SLOW = "was slow";
    private static final String OVERDUE = "outlived its lease";

    private static final VarHandle TALLY = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "tally", VarHandle.class, HalfOpen.class, Tally.class);

    /** The leases of the probes that hold them. */
    final AtomicReferenceArray<@Nullable Lease> slots;

    /** Replaced by compare-and-set: orders the ends of probes, one after the other. */
    volatile Tally tally;

    private final Probe first;

    /** Of probes of earlier states that were with the target when this one began. */
    private final List<Lease> earlier;

    private final Sparing sparing;
    private final Sparing.Spared spared = new Sparing.Spared(this);

    private final Trip trip;

    /** Creates the state with its first probe: the call that makes the transition (A10). */
    HalfOpen(StateMachine machine, Settings settings, TransitionLink link, long since, Trip trip, List<Lease> earlier) {
        super(machine, settings, link, since);
        this.trip = trip;
        this.earlier = earlier;
        this.sparing = new Sparing(settings.enforcement);
        int open = slotsAfter(0, 0);
        int most = Math.min(slotsOfRamp(settings.successThreshold - 1), settings.successThresholdOf);
        this.tally = Tally.start(open);
        this.slots = new AtomicReferenceArray<>(most);
        for (int slot = open; slot < most; slot++) {
            slots.setPlain(slot, Lease.UNOPENED);
        }
        var lease = new Lease(0, since, settings.leaseNanos);
        this.first = new Probe(this, lease);
        slots.setPlain(0, lease);
    }

    @Override
    BreakerState kind() {
        return BreakerState.HALF_OPEN;
    }

    @Override
    State with(Settings other, TransitionLink link) {
        return new ChangedHalfOpen(other, link, this);
    }

    @Override
    HalfOpen probing() {
        return this;
    }

    @Override
    long retryAfter(long now) {
        long oldest = 0;
        for (int slot = 0; slot < slots.length(); slot++) {
            Lease holder = slots.get(slot);
            if (holder == null || sparing.sparesAll()) {
                return 0;
            }
            oldest = Math.max(oldest, holder.age(now));
        }
        // The oldest may be overdue: of a call that was delayed after it had read the clock.
        return Math.max(0, settings.leaseNanos - oldest);
    }

    Probe firstProbe() {
        return first;
    }

    /** How many slots are to be open after so many ends that did not decide. */
    private int slotsAfter(int successes, int failures) {
        return Math.min(slotsOfRamp(successes), settings.successThresholdOf - successes - failures);
    }

    private int slotsOfRamp(int successes) {
        // At least one: without a probe this state would not end.
        return Math.max(1, settings.slotsAfter(successes) - earlier.size());
    }

    @Override
    @Nullable
    Admission admit() {
        long now = machine.now();
        if (endOverdue(now)) {
            reopen(OVERDUE, null);
            return null;
        }
        for (int slot = 0; slot < slots.length(); slot++) {
            if (slots.get(slot) == null) {
                var lease = new Lease(slot, now, settings.leaseNanos);
                if (take(slot, lease)) {
                    return new Probe(this, lease);
                }
            }
        }
        return sparing.sparesNext() ? spared : reject(retryAfter(now));
    }

    boolean take(int slot, Lease lease) {
        return slots.compareAndSet(slot, null, lease);
    }

    /** Ends a probe that succeeded. */
    void succeeded(Lease lease) {
        if (endsState(lease, 1, 0, null)) {
            lease.end();
            machine.close(this);
        }
    }

    /** Ends a probe that succeeded, but too late. */
    void slow(Lease lease) {
        failed(lease, SLOW, null);
    }

    /** Ends a probe that failed. */
    void failed(Lease lease, Throwable failure) {
        failed(lease, FAILED, failure);
    }

    private void failed(Lease lease, String how, @Nullable Throwable failure) {
        boolean decides = settings.successThreshold == settings.successThresholdOf;
        if (endsState(lease, 0, 1, decides || failure == null ? null : FailureText.of(failure))) {
            lease.end();
            reopen(how, failure);
        }
    }

    /** Ends a probe that decides nothing. */
    void released(Lease lease) {
        endsState(lease, 0, 0, null);
    }

    /** Ends all probes that have outlived their leases; returns whether that has to end this state, too (S18). */
    boolean endOverdue(long now) {
        for (int slot = 0; slot < slots.length(); slot++) {
            Lease holder = slots.get(slot);
            if (holder != null && isOverdue(holder, now) && endsState(holder, 0, 1, null)) {
                return true;
            }
        }
        return false;
    }

    boolean isOverdue(Lease lease, long now) {
        return lease.isOverdue(now);
    }

    /** Ends this state, because a probe is overdue. Returns {@code false} if it was over already. */
    boolean reopenOverdue() {
        return reopen(OVERDUE, null);
    }

    private boolean reopen(String how, @Nullable Throwable failure) {
        int failures = settings.successThresholdOf - settings.successThreshold + 1;
        if (failures == 1) {
            return machine.reopen(this, "a probe " + how, failure);
        }
        String last = how.equals(FAILED) ? "" : ", the last one " + how;
        return machine.reopen(this, failures + " probes failed" + last, failure);
    }

    /**
     * Ends a probe and counts it, unless it has been, or decides what comes next: then returns {@code true}, and the
     * probe still counts as with the target.
     *
     * @param text of the failure, if there is one
     */
    boolean endsState(Lease lease, int success, int failure, @Nullable String text) {
        while (true) {
            Tally seen = tally;
            settle(seen);
            if (lease.hasEnded()) {
                return false;
            }
            int successes = seen.successes() + success;
            int failures = seen.failures() + failure;
            if (successes >= settings.successThreshold
                    || failures > settings.successThresholdOf - settings.successThreshold) {
                return true;
            }
            if (seen.sealed()) {
                lease.end();
                return false;
            }
            String lastFailure = text == null ? seen.lastFailure() : text;
            int slotsNow = slotsAfter(successes, failures);
            var next = new Tally(successes, failures, lastFailure, seen.slots(), slotsNow, lease, false);
            if (replace(seen, next)) {
                settle(next);
                return false;
            }
        }
    }

    boolean replace(Tally seen, Tally next) {
        return TALLY.compareAndSet(this, seen, next);
    }

    /** Does what follows from a tally, whoever has made it, and however often: later ones wait for that. */
    private void settle(Tally counted) {
        Lease last = counted.last();
        if (last == null) {
            return;
        }
        last.end();
        if (counted.slots() >= counted.slotsBefore()) {
            release(last);
        }
        for (int slot = counted.slotsBefore(); slot < counted.slots(); slot++) {
            open(slot);
        }
    }

    void release(Lease lease) {
        slots.compareAndSet(lease.slot, lease, null);
    }

    void open(int slot) {
        slots.compareAndSet(slot, Lease.UNOPENED, null);
    }

    /**
     * The leases of probes that are with the target, of this state and of earlier ones, when this one is over. A call
     * that comes in late is not admitted after that.
     */
    List<Lease> hanging(long now) {
        seal();
        var hanging = new ArrayList<Lease>();
        for (Lease lease : earlier) {
            if (lease.holds(now)) {
                hanging.add(lease);
            }
        }
        for (int slot = 0; slot < slots.length(); slot++) {
            take(slot, Lease.SEALED);
            Lease holder = slots.get(slot);
            if (holder != null && holder.holds(now)) {
                hanging.add(holder);
            }
        }
        return hanging;
    }

    /** Leaves the slots as they are, whatever ends from now on. */
    private void seal() {
        Tally seen;
        do {
            seen = tally;
            settle(seen);
        } while (!seal(seen));
    }

    /** Fails if a probe has ended since that tally. */
    boolean seal(Tally seen) {
        return seen.sealed() || replace(seen, seen.seal());
    }

    @Override
    String reason() {
        int open = tally.slots();
        return open > 1 ? "all " + open + " probes are in flight" : "its probe is in flight";
    }

    @Override
    Trip trip() {
        String last = tally.lastFailure();
        return last == null ? trip : trip.withLastFailure(last);
    }
}
