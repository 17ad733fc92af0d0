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
import org.jspecify.annotations.Nullable;

/**
 * The breakers of one service and method on one registry, and their meters, which show the sum. It counts transitions; the breakers
 * count calls, and {@link TimedCalls} times them if that is asked for.
 *
 * <p>{@link MeterGroups} guards the membership, and lets only one thread at a time register or remove meters. Reading a meter takes
 * no lock: a scrape never waits for a call, nor a call for a scrape.
 */
final class MeterGroup implements BreakerListener {
    private final MeterRegistry registry;
    private final GroupKey key;
    private final CallMeters calls;
    private final StateReadings states;
    private final Map<BreakerState, LongAdder> transitions = new EnumMap<>(BreakerState.class);
    private volatile Members members = Members.NONE;
    private List<Meter> meters = List.of();

    /** Times calls. Not final, because calls may come before the timers are registered. */
    private volatile BreakerListener timed;

    MeterGroup(MeterRegistry registry, GroupKey key, CallMeters calls) {
        this.registry = registry;
        this.key = key;
        this.calls = calls;
        this.states = new StateReadings(registry.config().clock(), () -> members);
        for (BreakerState state : BreakerState.values()) {
            transitions.put(state, new LongAdder());
        }
        this.timed = calls == CallMeters.TIMERS ? new EarlyCalls(this) : NONE;
    }

    /**
     * Registers the meters. If the registry refuses one, logs that for each member, times no calls, and returns {@code false}: the
     * caller then has to remove what was registered.
     */
    boolean register() {
        var writer = new MeterWriter(registry, key, this);
        meters = writer.written();
        try {
            // Timers first, because calls wait for them.
            replaceTimed(MeterTable.registerCalls(writer, calls));
            MeterTable.register(writer);
            return true;
        } catch (Throwable refused) {
            replaceTimed(NONE);
            for (Member member : members.live()) {
                Complaints.log(member.breaker().name() + " has no meters: the registry refused them", refused);
            }
            return false;
        }
    }

    private void replaceTimed(BreakerListener next) {
        BreakerListener before = timed;
        timed = next;
        if (before instanceof EarlyCalls early) {
            early.replay();
        }
    }

    /** Removes all registered meters, even if the registry throws for one. */
    void unregister() {
        for (Meter meter : meters) {
            try {
                registry.remove(meter);
            } catch (Throwable thrown) {
                Complaints.log(meter.getId() + " could not be removed", thrown);
            }
        }
    }

    BreakerListener timed() {
        return timed;
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

    @Override
    public void onSuccess(long nanos) {
        timed.onSuccess(nanos);
    }

    @Override
    public void onFailure(long nanos, Throwable failure) {
        timed.onFailure(nanos, failure);
    }

    @Override
    public void onIgnored(long nanos, Throwable ignored) {
        timed.onIgnored(nanos, ignored);
    }

    @Override
    public void onCancelled(long nanos) {
        timed.onCancelled(nanos);
    }

    @Override
    public void onFallback(long nanos, Throwable cause, @Nullable Throwable failureOrNull) {
        timed.onFallback(nanos, cause, failureOrNull);
    }
}
