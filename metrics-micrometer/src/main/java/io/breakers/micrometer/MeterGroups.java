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
 * All groups of one registry. The lock is taken only when a breaker is created, at its first call and when it is closed; callbacks
 * of the registry during these steps run under the lock.
 */
final class MeterGroups {
    /*
     * Static mutable state, on purpose: two configurations created separately with BreakerMetrics.to(registry) have to share their
     * meters, and a registry has no place to attach anything. It keeps nothing alive: registries are weakly held keys, and the values
     * are weakly held too; they live as long as the factories, listeners and registered meters that refer to them.
     */
    private static final Map<MeterRegistry, WeakReference<MeterGroups>> ALL = new WeakHashMap<>();

    /** Where a breaker is already exported, so that a factory that is given twice counts once (J3). */
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

    /** Returns the listener that adds {@code breaker} to a group; {@link BreakerListener#NONE} if it is already exported. */
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

    /**
     * Adds {@code member}, with the kind of meters that the first member chose, and returns its listener. If the registry throws,
     * nothing is left behind.
     */
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
