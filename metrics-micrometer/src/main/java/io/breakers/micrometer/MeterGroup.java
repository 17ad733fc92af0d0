package io.breakers.micrometer;

import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * The breakers of one service and method on one registry, and their meters, which show the sum. It listens to transitions only,
 * because the breakers count calls themselves.
 *
 * <p>Membership and registration are guarded by {@link MeterGroups}. Reading a meter takes no lock: a scrape never waits for a call,
 * nor a call for a scrape.
 */
final class MeterGroup implements BreakerListener {
    private final MeterRegistry registry;
    private final StateReadings states;
    private final Map<BreakerState, LongAdder> transitions = new EnumMap<>(BreakerState.class);
    private volatile Members members = Members.NONE;
    private List<Meter> meters = List.of();
    private BreakerListener listener = this;

    MeterGroup(MeterRegistry registry) {
        this.registry = registry;
        this.states = new StateReadings(registry.config().clock(), () -> members);
        for (BreakerState state : BreakerState.values()) {
            transitions.put(state, new LongAdder());
        }
    }

    void register(GroupKey key, CallMeters calls) {
        var writer = new MeterWriter(registry, key, this);
        meters = writer.written();
        listener = MeterTable.register(this, writer, calls);
    }

    /** Removes all registered meters, even if the registry throws for one of them. */
    void unregister() {
        RuntimeException first = null;
        for (Meter meter : meters) {
            try {
                registry.remove(meter);
            } catch (RuntimeException thrown) {
                first = first == null ? thrown : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Returns the listener of the breakers of this group. */
    BreakerListener listener() {
        return listener;
    }

    void add(Member member) {
        members = members.with(member);
        states.forget();
    }

    void remove(Member member) {
        members = members.without(member);
        states.forget();
    }

    Members members() {
        return members;
    }

    long count(Count count) {
        return members.count(count);
    }

    long transitionsTo(BreakerState state) {
        return transitions(state).sum();
    }

    private LongAdder transitions(BreakerState state) {
        return Objects.requireNonNull(transitions.get(state));
    }

    int breakersIn(BreakerState state) {
        return states.count(state);
    }

    @Override
    public void onTransition(Transition transition) {
        transitions(transition.to()).increment();
        states.forget();
    }
}
