package io.breakers.micrometer;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerListener;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/*
 * A registry runs its filters and listeners under its own lock, and these may call, create or close a protected
 * service. So our lock is never held while the registry is called, and no thread waits for one that calls it; otherwise
 * two threads could take the two locks in opposite order (J11).
 *
 * So between our thread's asking for a meter and its entry in the book, another thread may take that meter out of the
 * registry: the one that closed the last breaker of it. The two find out by the book, which both write under our lock.
 * Who removed a meter looks whether somebody has entered it meanwhile, and asks the registry once more on his behalf.
 * Who enters a meter looks whether a removal has ended since he asked for it, and if so asks again.
 */

/**
 * The meters of all breakers on one registry. Its lock is taken only when a breaker is created, at its first call and
 * when it is closed; no user code runs under it.
 */
final class MeterBook {
    /*
     * Static mutable state, on purpose: two configurations that each call BreakerMetrics.to(registry) must be added up,
     * and a registry has no place to store anything. It keeps nothing alive: keys and values are weak, and the values
     * are referred to by factories, listeners and registered meters.
     */
    private static final Map<MeterRegistry, WeakReference<MeterBook>> ALL = new WeakHashMap<>();

    /** Where a breaker is exported already, so that a factory that is given twice counts once (J3). */
    private record Place(String prefix, Tags tags) {}

    /**
     * A thread that asks the registry for timers. A filter that calls the method just then is not asked about again.
     */
    private record Visit(Thread thread, MeteredBreaker breaker) {}

    private final MeterRegistry registry;
    private final Set<Visit> visits = ConcurrentHashMap.newKeySet();
    private final Map<Breaker, Set<Place>> places = new WeakHashMap<>();
    private final MeterKinds kinds = new MeterKinds();
    private final ServiceNames names = new ServiceNames();

    /** What the registry shows, by name and tags as its filters have made them. */
    private final Map<Meter.Id, SharedMeter> meters = new HashMap<>();

    /** The breakers that have entries, by what their meters are called before any filter. */
    private final Map<MeterKey, Set<MeteredBreaker>> breakers = new HashMap<>();

    /** All open breakers, whether they have entries yet or not, by the same. */
    private final Map<MeterKey, Set<MeteredBreaker>> open = new HashMap<>();

    /** How many removals have ended. */
    private long removals;

    private MeterBook(MeterRegistry registry) {
        this.registry = registry;
    }

    static MeterBook of(MeterRegistry registry) {
        synchronized (ALL) {
            WeakReference<MeterBook> known = ALL.get(registry);
            MeterBook book = known == null ? null : known.get();
            if (book == null) {
                book = new MeterBook(registry);
                ALL.put(registry, new WeakReference<>(book));
            }
            return book;
        }
    }

    /**
     * Returns the listener that gives {@code breaker} its meters; {@link BreakerListener#NONE} if it has one already.
     */
    BreakerListener listenerOf(Breaker breaker, MeterOptions options) {
        MeteredBreaker listener = claim(breaker, options);
        if (listener == null) {
            return BreakerListener.NONE;
        }
        if (listener.calls() != options.calls() && tellsFirst(listener, options)) {
            RegistryErrors.log(options.prefix() + ".calls of " + breaker.name() + " and others are " + listener.calls()
                    + " and not " + options.calls() + ": the first breaker decided; another prefix keeps them apart");
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
        var key = new MeterKey(options.prefix(), options.tags(), names.claim(breaker), breaker.method());
        var listener = new MeteredBreaker(this, key, kinds.claim(key, options.calls()), breaker);
        open.computeIfAbsent(key, first -> new LinkedHashSet<>()).add(listener);
        return listener;
    }

    private synchronized boolean tellsFirst(MeteredBreaker listener, MeterOptions options) {
        return kinds.tellsFirst(listener.key(), options.calls());
    }

    /**
     * Gives {@code breaker} its meters, or if it is not the {@code first} to ask for them, its timers alone. What the
     * registry throws is logged, not thrown; the breaker then has no meters, and one that comes later tries again.
     */
    void register(MeteredBreaker breaker, boolean first) {
        var visit = new Visit(Thread.currentThread(), breaker);
        if (!visits.add(visit)) {
            return;
        }
        try {
            Set<Meter> known = hasSiblings(breaker) ? registered() : Set.of();
            // First, because calls ask for them.
            Map<TimedMeter, SharedMeter> timers = enterCalls(breaker, known);
            breaker.recordIn(breaker.calls() == CallMeters.TIMERS ? timers : Map.of());
            if (first) {
                for (MeterRow row : MeterTable.OTHERS) {
                    enter(breaker, row, known);
                }
            }
        } catch (Throwable refused) {
            breaker.recordIn(Map.of());
            leave(breaker, false);
            RegistryErrors.log(breaker.name() + " has no meters: the registry refused them", refused);
        } finally {
            visits.remove(visit);
        }
    }

    /** Returns nothing if the breaker has been closed meanwhile. */
    private Map<TimedMeter, SharedMeter> enterCalls(MeteredBreaker breaker, Set<Meter> known) {
        var entered = new EnumMap<TimedMeter, SharedMeter>(TimedMeter.class);
        MeterTable.calls(breaker.calls()).forEach((meter, row) -> {
            SharedMeter shared = enter(breaker, row, known);
            if (shared != null) {
                entered.put(meter, shared);
            }
        });
        return entered;
    }

    private @Nullable SharedMeter enter(MeteredBreaker breaker, MeterRow row, Set<Meter> known) {
        SharedMeter joined = join(breaker, row, known);
        return joined == null ? enter(breaker, row) : joined;
    }

    private @Nullable SharedMeter enter(MeteredBreaker breaker, MeterRow row) {
        var own = new SharedMeter(breaker, row);
        while (true) {
            long before = removals();
            Meter meter = row.register(registry, breaker.key(), own);
            if (!row.name().description().equals(meter.getId().getDescription())) {
                throw new IllegalStateException("there is another " + meter.getId() + ", which is not ours");
            }
            SharedMeter shared = write(breaker, row, own, meter);
            if (shared == null) {
                if (anyOf(meter) == null) {
                    remove(meter);
                }
                return null;
            }
            if (removals() == before || registered().contains(meter)) {
                return shared;
            }
        }
    }

    /** Enters {@code breaker} under what {@code meter} shows; not if it has left. */
    private synchronized @Nullable SharedMeter write(
            MeteredBreaker breaker, MeterRow row, SharedMeter own, Meter meter) {
        SharedMeter known = meters.get(meter.getId());
        SharedMeter shared = known == null ? own : known;
        own.show(shared);
        if (breaker.hasLeft()) {
            return null;
        }
        meters.put(meter.getId(), shared);
        return add(breaker, row, shared, meter);
    }

    /** Enters {@code breaker} under a meter that another one of its key has, if it is one of the {@code known}. */
    private synchronized @Nullable SharedMeter join(MeteredBreaker breaker, MeterRow row, Set<Meter> known) {
        for (MeteredBreaker sibling : breakers.getOrDefault(breaker.key(), Set.of())) {
            SharedMeter shared = sibling.entries().get(row);
            Meter meter = shared == null ? null : shared.meter();
            if (shared != null && meter != null && known.contains(meter) && !breaker.hasLeft()) {
                return add(breaker, row, shared, meter);
            }
        }
        return null;
    }

    private SharedMeter add(MeteredBreaker breaker, MeterRow row, SharedMeter shared, Meter meter) {
        assert Thread.holdsLock(this);
        breakers.computeIfAbsent(breaker.key(), key -> new LinkedHashSet<>()).add(breaker);
        breaker.entries().put(row, shared);
        shared.add(breaker, row, meter);
        return shared;
    }

    private synchronized boolean hasSiblings(MeteredBreaker breaker) {
        return breakers.containsKey(breaker.key());
    }

    /** Returns the meters that the registry has, to be found by identity. */
    private Set<Meter> registered() {
        Set<Meter> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(registry.getMeters());
        return all;
    }

    /**
     * Removes the meters that nobody else has, once {@code breaker} is closed. Before that they go to one that has not
     * been called yet, if there is one, so that counts stay: of the breakers of a method's keys, any may come and go
     * before the method's own has its first call.
     */
    void close(MeteredBreaker breaker) {
        MeteredBreaker heir = heirOf(breaker);
        if (heir != null) {
            heir.register();
        }
        leave(breaker, true);
    }

    private synchronized @Nullable MeteredBreaker heirOf(MeteredBreaker breaker) {
        if (!Set.of(breaker).equals(breakers.get(breaker.key()))) {
            return null;
        }
        for (MeteredBreaker other : open.getOrDefault(breaker.key(), Set.of())) {
            if (other != breaker) {
                return other;
            }
        }
        return null;
    }

    private void leave(MeteredBreaker breaker, boolean closed) {
        // Before the lock is taken: it reads the breaker's statistics, and so may run a user's ticker.
        breaker.reading().close();
        strike(breaker, closed).forEach(this::remove);
    }

    /** Ends the entries of {@code breaker}, and returns the meters that show nobody now. */
    private synchronized List<Meter> strike(MeteredBreaker breaker, boolean closed) {
        if (closed) {
            names.release(breaker.breaker());
            kinds.release(breaker.key(), breaker.calls());
            Set<MeteredBreaker> others = open.getOrDefault(breaker.key(), new LinkedHashSet<>());
            others.remove(breaker);
            if (others.isEmpty()) {
                open.remove(breaker.key());
            }
        }
        var empty = new ArrayList<Meter>();
        breaker.leave().forEach((row, shared) -> {
            shared.remove(breaker, row);
            if (shared.open().isEmpty()) {
                Meter meter = Objects.requireNonNull(shared.meter());
                meters.remove(meter.getId());
                empty.add(meter);
            }
        });
        Set<MeteredBreaker> siblings = breakers.getOrDefault(breaker.key(), new LinkedHashSet<>());
        siblings.remove(breaker);
        if (siblings.isEmpty()) {
            breakers.remove(breaker.key());
        }
        return empty;
    }

    private void remove(Meter meter) {
        try {
            registry.remove(meter);
        } catch (Throwable thrown) {
            RegistryErrors.log(meter.getId() + " could not be removed", thrown);
        }
        SharedMeter.Source other = endRemoval(meter);
        if (other != null) {
            try {
                enter(other.breaker(), other.row());
            } catch (Throwable refused) {
                String name = other.breaker().name();
                RegistryErrors.log(name + " lacks " + meter.getId() + ": the registry refused it", refused);
            }
        }
    }

    private synchronized long removals() {
        return removals;
    }

    /** Returns one that has entered while the meter was removed. */
    private synchronized SharedMeter.@Nullable Source endRemoval(Meter meter) {
        removals++;
        return anyOf(meter);
    }

    private synchronized SharedMeter.@Nullable Source anyOf(Meter meter) {
        SharedMeter shared = meters.get(meter.getId());
        return shared == null ? null : shared.open().get(0);
    }
}
