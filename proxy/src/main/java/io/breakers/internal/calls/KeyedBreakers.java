package io.breakers.internal.calls;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.Ticker;
import io.breakers.internal.callbacks.CallbackErrors;
import io.breakers.internal.callbacks.GuardedTicker;
import io.breakers.internal.callbacks.Nanos;
import io.breakers.internal.settings.BreakerName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * No library of caches: such a cache evicts what its own bookkeeping says, perhaps later, perhaps on another thread,
 * and cannot be told that an entry must stay because its breaker is open or has a call in flight. What is left to do is a
 * map, and a turn for each call.
 *
 * A known key takes a look-up, its call, and a turn: one atomic addition, which is both the order of use and the fence
 * that KeyedBreaker needs. The time of the system is read only for the first calls of a key after a new one has come.
 */

/**
 * The breakers of one method: its own, one for each of the keys that are kept, and the overflow breaker (S56). A lock
 * is held while a new key is added and old ones are dropped, including the {@code equals} and {@code hashCode} of keys; a
 * known key takes none. Safe for use by many threads.
 */
public final class KeyedBreakers {
    private final BreakerName name;
    private final int limit;
    private final long idleNanos;
    private final Ticker ticker;
    private final boolean readsEachTime;
    private final List<BreakerListener.Factory> listeners;
    private final Function<Supplier<CircuitBreaker>, Guard> guards;
    private final Arrivals arrivals;
    private final CallbackErrors errors;
    private final KeyedBreaker own;
    private final KeyedBreaker overflow;
    private final Map<Object, KeyedBreaker> kept = new ConcurrentHashMap<>();
    private final AtomicLong turns = new AtomicLong();

    /** Not a monitor, in which a virtual thread would keep its carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Written under the lock. */
    private volatile boolean closed;

    /**
     * Creates the breakers of a method, of which there are none yet.
     *
     * @param name that of its own breaker
     * @param limit how many keys are kept
     * @param idleFor how long a key may be idle; {@code null} for any time
     * @param ticker that of its configuration
     * @param listeners create those of each breaker, but of its own
     * @param guards makes the guard of each
     * @param arrivals is told of each, but of its own
     * @param source of its own breaker
     */
    public KeyedBreakers(
            BreakerName name,
            int limit,
            @Nullable Duration idleFor,
            Ticker ticker,
            List<BreakerListener.Factory> listeners,
            Function<Supplier<CircuitBreaker>, Guard> guards,
            Arrivals arrivals,
            Supplier<CircuitBreaker> source) {
        this.name = name;
        this.limit = limit;
        this.idleNanos = idleFor == null ? Long.MAX_VALUE : Nanos.saturated(idleFor);
        this.ticker = GuardedTicker.around(ticker, name.full());
        this.readsEachTime = ticker != Ticker.system();
        this.listeners = listeners;
        this.guards = guards;
        this.arrivals = arrivals;
        this.errors = new CallbackErrors(name.full());
        this.own = new KeyedBreaker(this, this, 0, guards, source);
        this.overflow = new KeyedBreaker(KeyText.OVERFLOW_KEY, this, 0, guards, () -> make(KeyText.OVERFLOW));
    }

    private CircuitBreaker make(String text) {
        List<BreakerListener.Factory> heard = closed ? List.of() : listeners;
        CircuitBreaker made = CircuitBreaker.create(name.ofKey(text), own.get().config(), heard);
        arrivals.coming().accept(made);
        return made;
    }

    /** The place of the method's own breaker. */
    KeyedBreaker own() {
        return own;
    }

    long nextTurn() {
        return turns.getAndIncrement();
    }

    long now() {
        return ticker.read();
    }

    /**
     * Whether each call of a key reads the time: where it is the user's, it costs what he wants, and may stand still.
     */
    boolean readsEachTime() {
        return readsEachTime;
    }

    /** Finds the breaker for a call with that key; makes it, if need be. */
    KeyedBreaker of(Object key) {
        KeyedBreaker known = kept.get(key);
        return known != null && known.isMade() ? known : add(key);
    }

    /** The breaker for a call whose key is not known, because {@code thrown} was thrown instead. */
    KeyedBreaker without(Throwable thrown) {
        errors.log("the key of a call threw; the method's own breaker is used", thrown);
        return own;
    }

    private KeyedBreaker add(Object key) {
        KeyedBreaker place = key == KeyText.OVERFLOW_KEY ? overflow : placeOf(key);
        try {
            place.get();
        } catch (Throwable broken) {
            forget(place);
            throw broken;
        }
        return place;
    }

    private KeyedBreaker placeOf(Object key) {
        String text = KeyText.of(key);
        long now = now();
        var dropped = new ArrayList<KeyedBreaker>();
        lock.lock();
        try {
            return placeOf(key, text, now, dropped);
        } finally {
            lock.unlock();
            dropped.forEach(KeyedBreaker::close);
        }
    }

    private KeyedBreaker placeOf(Object key, String text, long now, List<KeyedBreaker> dropped) {
        KeyedBreaker known = known(key);
        if (known != null) {
            return known;
        }
        dropIdle(now, dropped);
        if (kept.size() >= limit && !dropLongestIdle(dropped)) {
            return overflow;
        }
        var added = new KeyedBreaker(key, this, now, guards, () -> make(text));
        kept.put(key, added);
        return added;
    }

    /** Under the lock: another thread may have been first. */
    @Nullable
    KeyedBreaker known(Object key) {
        return kept.get(key);
    }

    private void dropIdle(long now, List<KeyedBreaker> dropped) {
        if (idleNanos == Long.MAX_VALUE) {
            return;
        }
        for (KeyedBreaker each : kept.values()) {
            if (each.isIdle(now, idleNanos)) {
                drop(each, dropped);
            }
        }
    }

    private boolean dropLongestIdle(List<KeyedBreaker> dropped) {
        // Turns go on being taken, which such a queue can bear: it then drops one that has just been used.
        var byTurn = new PriorityQueue<>(Comparator.comparingLong(KeyedBreaker::turn));
        byTurn.addAll(kept.values());
        KeyedBreaker next = byTurn.poll();
        while (next != null && !drop(next, dropped)) {
            next = byTurn.poll();
        }
        return next != null;
    }

    private boolean drop(KeyedBreaker place, List<KeyedBreaker> dropped) {
        return place.beginDrop() && remove(place) && dropped.add(place);
    }

    /** Takes away a place that says that it is dropped; if that cannot be done, it stays after all. */
    private boolean remove(KeyedBreaker place) {
        try {
            // Not of a key that has another hash by now, or throws.
            if (kept.remove(place.key(), place)) {
                return true;
            }
        } catch (Throwable broken) {
            errors.log("a key that is to be dropped threw; it stays", broken);
        }
        place.endDrop();
        return false;
    }

    /** Takes away what could not be made, so that the next call tries again. */
    private void forget(KeyedBreaker place) {
        lock.lock();
        try {
            if (place != overflow && !place.isDropped() && place.beginGiveUp()) {
                remove(place);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether that is certain: one that is being dropped may stay after all. */
    boolean hasDropped(KeyedBreaker place) {
        lock.lock();
        try {
            return place.isDropped();
        } finally {
            lock.unlock();
        }
    }

    /** Called when a breaker has been made. What has been done to all meanwhile is done to it. */
    void made(KeyedBreaker place, CircuitBreaker breaker) {
        if (place == own) {
            return;
        }
        arrivals.came().accept(breaker);
        if (closed || place.isGone()) {
            breaker.close();
        }
        if (!breaker.config().equals(own.get().config())) {
            follow(breaker, "the breaker of its method was reconfigured");
            breaker.tell();
        }
    }

    /** Changes all as the method's own breaker has been. */
    void follow(String reason) {
        for (CircuitBreaker breaker : breakers()) {
            follow(breaker, reason);
        }
    }

    /** Whoever comes last looks once more, so that of several changes the last one holds for all. */
    private void follow(CircuitBreaker breaker, String reason) {
        BreakerConfig wanted;
        do {
            wanted = own.get().config();
            breaker.change(wanted, reason);
        } while (!own.get().config().equals(wanted));
    }

    /** The breakers of the keys that are kept, by name; then the overflow breaker, if it was needed. */
    public List<CircuitBreaker> breakers() {
        var breakers = new ArrayList<CircuitBreaker>();
        for (KeyedBreaker each : kept.values()) {
            if (each.isMade()) {
                breakers.add(each.get());
            }
        }
        breakers.sort(Comparator.comparing(CircuitBreaker::name));
        if (overflow.isMade()) {
            breakers.add(overflow.get());
        }
        return breakers;
    }

    /** The breaker of a key; {@code null} if that is not kept. The overflow breaker is always there. */
    public @Nullable CircuitBreaker find(Object key) {
        KeyedBreaker known = key == KeyText.OVERFLOW_KEY ? overflow : kept.get(key);
        return known == null || !(known == overflow || known.isMade()) ? null : known.get();
    }

    /** Releases the listeners of all but the method's own; those that are made later have none. */
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        breakers().forEach(CircuitBreaker::close);
    }
}
