package io.breakers.operations.internal.console;

import io.breakers.api.Breaker;
import io.breakers.api.Ticker;
import io.breakers.operations.internal.events.BreakerEvent;
import io.breakers.operations.internal.events.BreakerEvents;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the console knows: all breakers of a registry, with their last minutes, and the journal of what has happened.
 * Its time is in milliseconds since it was made. Safe for use by many threads, one of which {@linkplain #tick reads the
 * numbers}.
 */
final class Board {
    private static final int MOST_GONE = 1_000;

    private final Supplier<List<Breaker>> breakers;
    private final BreakerEvents events;
    private final Consumer<BreakerEvent> subscriber = this::heard;
    private final Ticker ticker = Ticker.system();
    private final long start = ticker.read();
    private final Map<Breaker, Watch> watches = new ConcurrentHashMap<>();
    private final AtomicLong serials = new AtomicLong();
    private final Deque<Gone> gone = new ArrayDeque<>();
    private long forgotten;
    final Journal journal = new Journal();

    /** A breaker that is no longer there since that reading. */
    private record Gone(long serial, long tick) {}

    /** What has changed since a reading: breakers, and the serials of those that are gone. */
    record Changes(List<Watch> breakers, List<Long> gone) {}

    Board(Supplier<List<Breaker>> breakers, BreakerEvents events) {
        this.breakers = breakers;
        this.events = events;
    }

    void open() {
        tick();
        events.subscribe(subscriber);
    }

    void close() {
        events.unsubscribe(subscriber);
        journal.close();
    }

    long now() {
        return TimeUnit.NANOSECONDS.toMillis(ticker.read() - start);
    }

    private void heard(BreakerEvent event) {
        long at = now();
        Watch watch = watches.get(event.breaker());
        if (watch != null && event instanceof BreakerEvent.Moved moved) {
            watch.activity.state(at, moved.transition().to(), moved.transition().number());
        }
        journal.add(at, event);
    }

    /** Reads the numbers of all breakers. */
    void tick() {
        long tick = journal.ticks() + 1;
        long at = now();
        List<Breaker> present = breakers.get();
        for (Breaker breaker : present) {
            watch(breaker).read(at, tick);
        }
        forgetOthers(Set.copyOf(present), tick);
        journal.tick();
    }

    private void forgetOthers(Set<Breaker> present, long tick) {
        if (present.size() == watches.size()) {
            return;
        }
        watches.values().removeIf(watch -> {
            boolean left = !present.contains(watch.breaker);
            if (left) {
                forget(watch, tick);
            }
            return left;
        });
    }

    private void forget(Watch watch, long tick) {
        synchronized (gone) {
            gone.addLast(new Gone(watch.serial, tick));
            if (gone.size() > MOST_GONE) {
                forgotten = gone.removeFirst().tick();
            }
        }
    }

    private Watch watch(Breaker breaker) {
        return watches.computeIfAbsent(breaker, unknown -> new Watch(unknown, serials.incrementAndGet()));
    }

    /** All breakers, in the order of the registry. */
    List<Watch> all() {
        var all = new ArrayList<Watch>();
        for (Breaker breaker : breakers.get()) {
            all.add(watch(breaker));
        }
        return all;
    }

    List<String> names() {
        return breakers.get().stream().map(Breaker::name).toList();
    }

    Optional<Breaker> find(String name) {
        return breakers.get().stream()
                .filter(breaker -> breaker.name().equals(name))
                .findFirst();
    }

    /** The breaker as it is shown; of one that is not there any more, as it is. */
    Watch of(Breaker breaker) {
        Watch known = watches.get(breaker);
        return known == null ? new Watch(breaker, 0) : known;
    }

    /** Returns what has changed after reading {@code tick}; {@code null} if too much has to tell it. */
    @Nullable
    Changes changesAfter(long tick) {
        var lost = new ArrayList<Long>();
        synchronized (gone) {
            if (tick < forgotten) {
                return null;
            }
            gone.stream().filter(each -> each.tick() > tick).map(Gone::serial).forEach(lost::add);
        }
        List<Watch> changed = watches.values().stream()
                .filter(watch -> watch.changedAt() > tick)
                .toList();
        return new Changes(changed, lost);
    }
}
