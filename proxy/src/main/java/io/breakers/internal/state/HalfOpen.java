package io.breakers.internal.state;

import io.breakers.api.BreakerState;
import io.breakers.internal.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The state HALF_OPEN: a limited number of probes passes and decides what comes next (S1, S16 to S18).
 *
 * <p>A probe holds a slot from its admission to its outcome. There are as many slots as {@code probes} leaves beside
 * those of earlier states that are still with the target, and no more than successes are needed. Once fewer are needed
 * than there are slots, a successful probe keeps its slot. So no interleaving admits more. Only the probe that holds a
 * slot releases it, and so only once.
 */
final class HalfOpen extends State {
    final Trip trip;

    /** The leases of the probes that hold them. */
    final AtomicReferenceArray<@Nullable Lease> slots;

    final AtomicInteger successes = new AtomicInteger();
    private final Probe first;

    /** Of probes of earlier states that were with the target when this one began. */
    private final List<Lease> earlier;

    /** Creates the state with its first probe: the call that makes the transition (A10). */
    HalfOpen(StateMachine machine, Settings settings, TransitionLink link, long since, Trip trip, List<Lease> earlier) {
        super(machine, settings, link, since);
        this.trip = trip;
        this.earlier = earlier;
        int left = Math.min(settings.probes - earlier.size(), settings.successThreshold);
        // At least one: without a probe this state would not end.
        this.slots = new AtomicReferenceArray<>(Math.max(1, left));
        var lease = new Lease(since, settings.leaseNanos);
        this.first = new Probe(this, 0, lease);
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
            if (holder == null) {
                return 0;
            }
            oldest = Math.max(oldest, holder.age(now));
        }
        return Math.max(0, settings.leaseNanos - oldest);
    }

    Probe firstProbe() {
        return first;
    }

    @Override
    @Nullable
    Admission admit() {
        long now = machine.now();
        if (isOverdue(now)) {
            machine.reopenOverdue(this);
            return null;
        }
        long oldest = 0;
        for (int slot = 0; slot < slots.length(); slot++) {
            Lease holder = slots.get(slot);
            if (holder == null) {
                var lease = new Lease(now, settings.leaseNanos);
                if (take(slot, lease)) {
                    return new Probe(this, slot, lease);
                }
                holder = slots.get(slot);
            }
            oldest = holder == null ? oldest : Math.max(oldest, holder.age(now));
        }
        // A slot that was seen free may hold an overdue probe by now, of a call that was delayed after it had read the
        // clock.
        return reject(Math.max(0, settings.leaseNanos - oldest));
    }

    boolean take(int slot, Lease lease) {
        return slots.compareAndSet(slot, null, lease);
    }

    /** Whether a probe has outlived its lease. */
    boolean isOverdue(long now) {
        for (int slot = 0; slot < slots.length(); slot++) {
            Lease holder = slots.get(slot);
            if (holder != null && holder.isOverdue(now)) {
                return true;
            }
        }
        return false;
    }

    void release(Probe probe) {
        slots.set(probe.slot, null);
    }

    /** Counts a successful probe, and returns how many more are needed. */
    int succeeded() {
        return settings.successThreshold - successes.incrementAndGet();
    }

    /**
     * The leases of probes that are with the target, of this state and of earlier ones, when this one is over. A call
     * that comes in late is not admitted after that.
     */
    List<Lease> hanging(long now) {
        var hanging = new ArrayList<Lease>();
        for (Lease lease : earlier) {
            if (lease.holds(now)) {
                hanging.add(lease);
            }
        }
        for (int slot = 0; slot < slots.length(); slot++) {
            take(slot, Lease.NOBODY);
            Lease holder = slots.get(slot);
            if (holder != null && holder.holds(now)) {
                hanging.add(holder);
            }
        }
        return hanging;
    }

    @Override
    String reason() {
        int places = Math.min(slots.length(), settings.successThreshold - successes.get());
        return places > 1 ? "all " + places + " probes are in flight" : "its probe is in flight";
    }

    @Override
    Trip trip() {
        return trip;
    }
}
