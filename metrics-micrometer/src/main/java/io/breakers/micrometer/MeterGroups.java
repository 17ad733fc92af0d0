package io.breakers.micrometer;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/*
 * A registry runs its filters and listeners under a lock of its own, and they may call a protected method, make one or close one. So no lock of ours is ever held while the registry is
 * asked, and nobody waits for who asks it (J11: else one thread has ours and wants the registry's, and the other one the other way round). What ought to be registered is decided under
 * our lock; whoever then finds it different from what is, and nobody at work, does the work, and looks again when it is done. Who finds somebody at work leaves the rest to him.
 */

/**
 * All groups of one registry. Its lock is taken when a breaker is made, on its first call and when it is closed, and at no other time; nothing that a user
 * brought runs under it.
 */
final class MeterGroups {
    /*
     * Static mutable state, on purpose: two configurations that were made apart with BreakerMetrics.to(registry) have to add up, and a registry has no place to put something. Nothing
     * is kept by it: registries are keys, held weakly, and so are the values, which live by the factories, the listeners and the registered meters that refer to them.
     */
    private static final Map<MeterRegistry, WeakReference<MeterGroups>> ALL = new WeakHashMap<>();

    /** Where a breaker is exported to already, so that a factory which is given twice counts once (J3). */
    private record Place(String prefix, Tags tags) {}

    /** The meters of one key: whose they should be, and whose they are. */
    private static final class Display {
        private @Nullable MeterGroup wanted;
        private @Nullable MeterGroup shown;
        private boolean atWork;
    }

    /** What somebody is at work on: to remove the meters of the one, then to register those of the other. */
    private record Change(
            @Nullable MeterGroup from, @Nullable MeterGroup to) {}

    private final MeterRegistry registry;
    private final ServiceNames names = new ServiceNames();
    private final Map<GroupKey, Display> displays = new HashMap<>();
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
    BreakerListener listenerOf(Breaker breaker, MeterOptions options) {
        MeteredBreaker listener = claim(breaker, options);
        if (listener == null) {
            return BreakerListener.NONE;
        }
        if (options.eager()) {
            listener.register();
        }
        return listener;
    }

    private synchronized @Nullable MeteredBreaker claim(Breaker breaker, MeterOptions options) {
        Set<Place> taken = places.computeIfAbsent(breaker, one -> new HashSet<>());
        if (!taken.add(new Place(options.prefix(), options.tags()))) {
            return null;
        }
        var key = new GroupKey(options.prefix(), options.tags(), names.claim(breaker), breaker.method());
        return new MeteredBreaker(this, key, options.calls(), breaker);
    }

    void release(Breaker breaker) {
        assert Thread.holdsLock(this);
        names.release(breaker);
    }

    /** Adds {@code member} to the group of {@code key}, which has the first one's kind of meters, and returns the group. To be followed by {@link #settle}, without the lock. */
    MeterGroup join(GroupKey key, CallMeters calls, Member member) {
        assert Thread.holdsLock(this);
        Display display = displays.computeIfAbsent(key, one -> new Display());
        MeterGroup known = display.wanted;
        MeterGroup group = known == null ? new MeterGroup(registry, key, calls) : known;
        group.add(member);
        display.wanted = group;
        return group;
    }

    /** Takes {@code member} out of its group. To be followed by {@link #settle}, without the lock. */
    void leave(GroupKey key, MeterGroup group, Member member) {
        assert Thread.holdsLock(this);
        group.remove(member);
        if (group.members().live().isEmpty()) {
            forget(key, group);
        }
    }

    /** Has the registry show what it should under {@code key}, unless somebody is at that already. Nothing that the registry throws comes out of here. */
    void settle(GroupKey key) {
        assert !Thread.holdsLock(this);
        for (Change change = begin(key); change != null; change = begin(key)) {
            if (change.from != null) {
                change.from.unregister();
            }
            boolean refused = change.to != null && !change.to.register();
            end(key, refused ? change.to : null);
        }
    }

    private synchronized @Nullable Change begin(GroupKey key) {
        Display display = displays.get(key);
        if (display == null || display.atWork) {
            return null;
        }
        if (display.shown == display.wanted) {
            if (display.shown == null) {
                displays.remove(key);
            }
            return null;
        }
        var change = new Change(display.shown, display.wanted);
        display.atWork = true;
        display.shown = display.wanted;
        return change;
    }

    private synchronized void end(GroupKey key, @Nullable MeterGroup refused) {
        Display display = Objects.requireNonNull(displays.get(key));
        display.atWork = false;
        if (refused != null) {
            // Its remains are removed by the next change; who comes later tries anew.
            forget(key, refused);
        }
    }

    /** Lets {@code group} be shown no longer, if it is the one. */
    private void forget(GroupKey key, MeterGroup group) {
        Display display = displays.get(key);
        if (display != null && display.wanted == group) {
            display.wanted = null;
        }
    }
}
