package io.breakers.operations.internal.console;

import io.breakers.operations.internal.events.BreakerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The last events of all breakers, numbered from 1. Each reader has a place of its own in it, so that nothing is queued
 * for a reader that is slow: it reads on, or finds that what it wanted is no longer there. Safe for use by many
 * threads.
 */
final class Journal {
    /** How many events are kept: what a reader may lag behind, or miss while its connection is lost. */
    static final int KEPT = 4_096;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Entry[] entries = new Entry[KEPT];
    private long last;
    private long ticks;
    private boolean closed;

    /**
     * One event.
     *
     * @param at when, in milliseconds of the {@link Board}
     */
    record Entry(long number, long at, BreakerEvent event) {}

    /**
     * What is new for a reader.
     *
     * @param entries the events since its last look
     * @param last the number of the last event
     * @param ticks how often numbers were read so far
     */
    record News(List<Entry> entries, long last, long ticks) {}

    void add(long at, BreakerEvent event) {
        lock.lock();
        try {
            last++;
            entries[index(last)] = new Entry(last, at, event);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the readers: the numbers of all breakers were read once more. */
    void tick() {
        lock.lock();
        try {
            ticks++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the readers end. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    long ticks() {
        lock.lock();
        try {
            return ticks;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the events after number {@code after}; {@code null} if some of them are no longer kept. */
    @Nullable
    List<Entry> after(long after) {
        lock.lock();
        try {
            return kept(after);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the last events that are kept, at most {@code count}. */
    List<Entry> recent(int count) {
        lock.lock();
        try {
            List<Entry> recent = kept(Math.max(0, last - Math.min(count, KEPT)));
            return recent == null ? List.of() : recent;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is an event after number {@code after}, or a tick after number {@code tick}.
     *
     * @return what is new; {@code null} if events after that number are no longer kept, if the journal is closed, or if
     *     nothing happens for a long time
     */
    @Nullable
    News await(long after, long tick) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MINUTES.toNanos(1);
            while (!closed && last <= after && ticks <= tick && left > 0) {
                left = changed.awaitNanos(left);
            }
            List<Entry> news = closed || left <= 0 ? null : kept(after);
            return news == null ? null : new News(news, last, ticks);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable List<Entry> kept(long after) {
        if (after > last || last - after > KEPT) {
            return null;
        }
        var found = new ArrayList<Entry>((int) (last - after));
        for (long number = after + 1; number <= last; number++) {
            found.add(entries[index(number)]);
        }
        return found;
    }

    private static int index(long number) {
        return (int) (number % KEPT);
    }
}
