package io.breakers.engine;

import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The state HALF_OPEN: a limited number of probes passes and decides what comes next (S1, S16 to S18).
 *
 * <p>A probe holds a slot from its admission to its outcome; as there are {@code probes} slots, no interleaving admits more. Only
 * the probe that holds a slot releases it, and so only once.
 */
final class HalfOpen extends State {
    private final Open opened;
    private final AtomicReferenceArray<@Nullable Probe> slots;
    private final AtomicInteger successes = new AtomicInteger();

    /** Creates the state with its first probe: the call that makes the transition (A10). */
    HalfOpen(Settings settings, Step step, Open opened, long since) {
        super(settings, step, since);
        this.opened = opened;
        this.slots = new AtomicReferenceArray<>(settings.probes);
        slots.setPlain(0, new Probe(this, 0, since));
    }

    @Override
    BreakerState kind() {
        return BreakerState.HALF_OPEN;
    }

    Probe firstProbe() {
        return Objects.requireNonNull(slots.getPlain(0));
    }

    @Override
    @Nullable
    Admission admit(StateMachine breaker, boolean asksWhy) {
        long now = breaker.now();
        if (isOverdue(now)) {
            breaker.reopenOverdue(this);
            return null;
        }
        long oldest = 0;
        for (int slot = 0; slot < slots.length(); slot++) {
            Probe holder = slots.get(slot);
            if (holder == null) {
                var probe = new Probe(this, slot, now);
                if (slots.compareAndSet(slot, null, probe)) {
                    return probe;
                }
                holder = slots.get(slot);
            }
            oldest = holder == null ? oldest : Math.max(oldest, now - holder.since);
        }
        // A call that was held up after it read the clock may have put an overdue probe in a place that was seen free
        // above.
        return new Refusal(Refusal.exception(breaker, this, Math.max(0, settings.leaseNanos - oldest)));
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

    void giveBack(Probe probe) {
        slots.set(probe.slot, null);
    }

    /** Counts a successful probe and returns whether it was the last one needed. */
    boolean succeeded() {
        return successes.incrementAndGet() == settings.successThreshold;
    }

    int trips() {
        return opened.trips();
    }

    @Override
    String reason() {
        return settings.probes == 1 ? "its probe is in flight" : "all " + settings.probes + " probes are in flight";
    }

    @Override
    TripRule rule() {
        return opened.rule();
    }

    @Override
    @Nullable
    String lastFailure() {
        return opened.lastFailure();
    }
}
