package io.breakers.micrometer;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * All groups of one registry. Its lock is taken when a breaker is made, on its first call and when it is closed, and at no other time; what the registry calls back
 * meanwhile runs under it.
 */
final class MeterGroups {
    /*
     * Static mutable state, on purpose: two configurations that were made apart with BreakerMetrics.to(registry) have to add up, and a registry has no place to put something. Nothing
     * is kept by it: registries are keys, held weakly, and so are the values, which live by the factories, the listeners and the registered meters that refer to them.
     */
    private static final Map<MeterRegistry, WeakReference<MeterGroups>> ALL = new WeakHashMap<>();

    /** Where a breaker is exported to already, so that a factory which is given twice counts once (J3). */
    private record Place(String prefix, Tags tags) {}

    private final MeterRegistry registry;
    private final ServiceNames names = new ServiceNames();
    private final Map<GroupKey, MeterGroup> groups = new HashMap<>();
    private final Map<Breaker, Set<Place>> places = new WeakHashMap<>();

    private MeterGroups(MeterRegistry registry) {
        this.registry = registry;
    }

    static MeterGroups of(MeterRegistry registry) {
        synchronized (ALL) {
            WeakReference<MeterGroups> known = ALL.get(registry);
            MeterGroups groups = known == null ? null : known.get();
            if (groups == null) {
                groups = new MeterGroups(registry);
                ALL.put(registry, new WeakReference<>(groups));
            }
            return groups;
        }
    }

    /** The listener that gives {@code breaker} its part in a group; {@link BreakerListener#NONE} if it has it already. */
    synchronized BreakerListener listenerOf(Breaker breaker, MeterOptions options) {
        Set<Place> taken = places.computeIfAbsent(breaker, one -> new HashSet<>());
        if (!taken.add(new Place(options.prefix(), options.tags()))) {
            return BreakerListener.NONE;
        }
        var key = new GroupKey(options.prefix(), options.tags(), names.claim(breaker), breaker.method());
        var listener = new MeteredBreaker(this, key, options.calls(), breaker);
        if (options.eager()) {
            listener.register();
        }
        return listener;
    }

    /** Adds {@code member}, with the first one's kind of meters, and returns who hears it. If the registry throws, nothing is left behind. */
    BreakerListener join(GroupKey key, CallMeters calls, Member member) {
        assert Thread.holdsLock(this);
        MeterGroup known = groups.get(key);
        MeterGroup group = known == null ? new MeterGroup(registry) : known;
        group.add(member);
        if (known == null) {
            groups.put(key, group);
            try {
                group.register(key, calls);
            } catch (Throwable refused) {
                groups.remove(key);
                group.unregister();
                throw refused;
            }
        }
        return group.listener();
    }

    void leave(GroupKey key, Member member) {
        assert Thread.holdsLock(this);
        MeterGroup group = groups.get(key);
        if (group == null) {
            return;
        }
        group.remove(member);
        if (group.members().live().isEmpty()) {
            groups.remove(key);
            group.unregister();
        }
    }

    void release(Breaker breaker) {
        assert Thread.holdsLock(this);
        names.release(breaker);
    }
}
