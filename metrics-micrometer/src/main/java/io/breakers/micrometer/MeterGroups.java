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
 * A registry runs its filters and listeners under its own lock, and these may call, create or close a protected service. So our lock
 * is never held while the registry is called, and no thread waits for one that calls it; otherwise two threads could take the two
 * locks in opposite order (J11). What should be registered is decided under our lock. A thread that finds a difference from what is
 * registered, and no other thread at work on it, makes the change and then looks again; one that finds a thread at work leaves.
 */

/**
 * All groups of one registry. Its lock is taken only when a breaker is created, at its first call and when it is closed; no user
 * code runs under it.
 */
final class MeterGroups {
    /*
     * Static mutable state, on purpose: two configurations that each call BreakerMetrics.to(registry) must be added up, and a registry
     * has no place to store anything. It keeps nothing alive: keys and values are weak, and the values are referred to by factories,
     * listeners and registered meters.
     */
    private static final Map<MeterRegistry, WeakReference<MeterGroups>> ALL = new WeakHashMap<>();

    /** Where a breaker is exported already, so that a factory that is given twice counts once (J3). */
    private record Place(String prefix, Tags tags) {}

    /** The meters of one key: the group that should be registered, and the one that is. */
    private static final class Display {
        private @Nullable MeterGroup wanted;
        private @Nullable MeterGroup shown;
        private boolean atWork;
    }

    /** What one thread is doing: removing the meters of one group, then registering those of another. */
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

    /** Returns the listener that makes {@code breaker} a member of a group; {@link BreakerListener#NONE} if it is one already. */
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

    /**
     * Adds {@code member} to the group of {@code key} and returns the group; the first member decides its kind of meters. To be
     * followed by {@link #settle}, without the lock.
     */
    MeterGroup join(GroupKey key, CallMeters calls, Member member) {
        assert Thread.holdsLock(this);
        Display display = displays.computeIfAbsent(key, one -> new Display());
        MeterGroup known = display.wanted;
        MeterGroup group = known == null ? new MeterGroup(registry, key, calls) : known;
        group.add(member);
        display.wanted = group;
        return group;
    }

    /** Removes {@code member} from its group. To be followed by {@link #settle}, without the lock. */
    void leave(GroupKey key, MeterGroup group, Member member) {
        assert Thread.holdsLock(this);
        group.remove(member);
        if (group.members().live().isEmpty()) {
            forget(key, group);
        }
    }

    /**
     * Registers and removes meters until those of {@code key} are as they should be, unless another thread is doing so. What the
     * registry throws is logged, not thrown.
     */
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
            // The next change removes what was registered; a later member tries again.
            forget(key, refused);
        }
    }

    /** Says that {@code group} should not be registered any more, if it is the one that should. */
    private void forget(GroupKey key, MeterGroup group) {
        Display display = displays.get(key);
        if (display != null && display.wanted == group) {
            display.wanted = null;
        }
    }
}
