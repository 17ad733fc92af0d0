package io.breakers.internal.state;

import io.breakers.api.BreakerState;
import io.breakers.internal.settings.Settings;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The state HALF_OPEN: a limited number of probes passes and decides what comes next (S1, S16 to S18).
 *
 * <p>A probe holds a slot from its admission to its outcome; as there are {@code probes} slots, no interleaving admits
 * more. Only the probe that holds a slot releases it, and so only once.
 */
final class HalfOpen extends State {
    final Trip trip;
    final AtomicReferenceArray<@Nullable Probe> slots;
    final AtomicInteger successes = new AtomicInteger();

    /** Creates the state with its first probe: the call that makes the transition (A10). */
    HalfOpen(StateMachine machine, Settings settings, TransitionLink link, long since, Trip trip) {
        super(machine, settings, link, since);
        this.trip = trip;
        this.slots = new AtomicReferenceArray<>(settings.probes);
        slots.setPlain(0, new Probe(this, 0, since));
    }

    @Override
    BreakerState kind() {
        return BreakerState.HALF_OPEN;
    }

    @Override
    @Nullable
    State with(Settings other) {
        return null;
    }

    Probe firstProbe() {
        return Objects.requireNonNull(slots.getPlain(0));
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
            Probe holder = slots.get(slot);
            if (holder == null) {
                var probe = new Probe(this, slot, now);
                if (take(slot, probe)) {
                    return probe;
                }
                holder = slots.get(slot);
            }
            oldest = holder == null ? oldest : Math.max(oldest, now - holder.since);
        }
        // A slot that was seen free may hold an overdue probe by now, of a call that was delayed after it had read the
        // clock.
        return reject(Math.max(0, settings.leaseNanos - oldest));
    }

    boolean take(int slot, Probe probe) {
        return slots.compareAndSet(slot, null, probe);
    }

    /** Whether a probe has outlived its lease. */
    boolean isOverdue(long now) {
        for (int slot = 0; slot < slots.length(); slot++) {
            Probe holder = slots.get(slot);
            if (holder != null && now - holder.since >= settings.leaseNanos) {
                return true;
            }
        }
        return false;
    }

    void release(Probe probe) {
        slots.set(probe.slot, null);
    }

    /** Counts a successful probe and returns whether it was the last one needed. */
    boolean succeeded() {
        return successes.incrementAndGet() == settings.successThreshold;
    }

    @Override
    String reason() {
        return settings.probes == 1 ? "its probe is in flight" : "all " + settings.probes + " probes are in flight";
    }

    @Override
    Trip trip() {
        return trip;
    }
}
