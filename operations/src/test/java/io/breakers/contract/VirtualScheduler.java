package io.breakers.contract;

import io.breakers.testing.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler whose time the test advances; tasks run on the test's thread. A task may advance it too, as if that
 * happened on a second thread while it runs.
 */
final class VirtualScheduler extends AbstractExecutorService implements ScheduledExecutorService {
    private final ManualTicker time;
    private final long start;
    private final List<Task<?>> tasks = new ArrayList<>();
    private boolean shutDown;

    /** What it throws instead of taking tasks; {@code null} if it takes them. */
    @Nullable
    RuntimeException refusal;

    VirtualScheduler(ManualTicker time) {
        this.time = time;
        this.start = time.read();
    }

    private long now() {
        return time.read() - start;
    }

    /** Runs what is due, then what becomes due within a time, each at its moment. */
    void advance(Duration duration) {
        long end = now() + duration.toNanos();
        while (true) {
            Task<?> next = tasks.stream()
                    .filter(task -> task.due <= end)
                    .min(Comparator.comparingLong(task -> task.due))
                    .orElse(null);
            if (next == null) {
                break;
            }
            tasks.remove(next);
            time.advanceNanos(Math.max(0, next.due - now()));
            next.step();
        }
        time.advanceNanos(Math.max(0, end - now()));
    }

    /** How many tasks wait. */
    int waiting() {
        return tasks.size();
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long delay;
        private long due;

        Task(Callable<V> work, long first, long delay) {
            super(work);
            this.due = now() + first;
            this.delay = delay;
            tasks.add(this);
        }

        void step() {
            if (delay == 0) {
                run();
            } else if (runAndReset() && !shutDown) {
                due = now() + delay;
                tasks.add(this);
            }
        }

        @Override
        public boolean cancel(boolean interrupt) {
            tasks.remove(this);
            return super.cancel(interrupt);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - now(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    private <V> Task<V> add(Callable<V> work, long first, long delay) {
        if (refusal != null) {
            throw refusal;
        }
        if (shutDown) {
            throw new RejectedExecutionException("shut down");
        }
        return new Task<>(work, first, delay);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        return add(callable(work), unit.toNanos(delay), 0);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        return add(work, unit.toNanos(delay), 0);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("checks have a fixed delay");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
        return add(callable(work), unit.toNanos(first), unit.toNanos(delay));
    }

    private static Callable<?> callable(Runnable work) {
        return () -> {
            work.run();
            return true;
        };
    }

    @Override
    public void execute(Runnable work) {
        add(callable(work), 0, 0);
    }

    @Override
    public void shutdown() {
        shutDown = true;
        tasks.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutDown;
    }

    @Override
    public boolean isTerminated() {
        return shutDown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutDown;
    }
}
