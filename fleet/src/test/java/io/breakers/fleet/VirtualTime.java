package io.breakers.fleet;

import io.breakers.testing.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Many executors with one time, which the test advances; their tasks run on the thread of the test. */
final class VirtualTime {
    final ManualTicker ticker = new ManualTicker();
    private final long start = ticker.read();
    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>();
    private long serials;

    /** Nanoseconds since the beginning. */
    long now() {
        return ticker.read() - start;
    }

    /** Milliseconds since the beginning. */
    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(now());
    }

    /** How many tasks wait for their time. */
    int waiting() {
        return tasks.size();
    }

    /** Runs what becomes due within a time, each at its moment. */
    void advance(Duration duration) {
        long end = now() + duration.toNanos();
        for (Task<?> next = tasks.peek(); next != null && next.due <= end; next = tasks.peek()) {
            tasks.poll();
            ticker.advance(Duration.ofNanos(Math.max(0, next.due - now())));
            next.run();
        }
        ticker.advance(Duration.ofNanos(Math.max(0, end - now())));
    }

    /** Runs a task of nobody's executor after a time. */
    void after(Duration delay, Runnable task) {
        tasks.add(new Task<>(callable(task), delay.toNanos()));
    }

    /** Returns an executor, which ends alone. */
    ScheduledExecutorService executor() {
        return new Executor();
    }

    private static Callable<Boolean> callable(Runnable work) {
        return () -> {
            work.run();
            return true;
        };
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long due;
        private final long serial = serials++;

        Task(Callable<V> work, long delay) {
            super(work);
            this.due = now() + Math.max(0, delay);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - now(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Task<?> task = (Task<?>) other;
            return due == task.due ? Long.compare(serial, task.serial) : Long.compare(due, task.due);
        }
    }

    private final class Executor extends AbstractExecutorService implements ScheduledExecutorService {
        private boolean isShutDown;

        private <V> ScheduledFuture<V> add(Callable<V> work, long delay) {
            if (isShutDown) {
                throw new RejectedExecutionException("shut down");
            }
            var task = new Task<V>(() -> isShutDown ? null : work.call(), delay);
            tasks.add(task);
            return task;
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
            return add(callable(work), unit.toNanos(delay));
        }

        @Override
        public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
            return add(work, unit.toNanos(delay));
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long first, long period, TimeUnit unit) {
            throw new UnsupportedOperationException("nobody needs it");
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
            throw new UnsupportedOperationException("nobody needs it");
        }

        @Override
        public void execute(Runnable work) {
            add(callable(work), 0);
        }

        @Override
        public void shutdown() {
            isShutDown = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            shutdown();
            return new ArrayList<>();
        }

        @Override
        public boolean isShutdown() {
            return isShutDown;
        }

        @Override
        public boolean isTerminated() {
            return isShutDown;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return isShutDown;
        }
    }
}
