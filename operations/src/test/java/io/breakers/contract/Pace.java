package io.breakers.contract;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A scheduler of one repeated task, which runs when the test says so. */
final class Pace extends AbstractExecutorService implements ScheduledExecutorService {
    private Repeated task;
    private boolean shutDown;
    private Runnable atScheduling = () -> {};

    private static final class Repeated extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final Duration delay;

        Repeated(Runnable command, Duration delay) {
            super(command, null);
            this.delay = delay;
        }

        boolean runAgain() {
            return runAndReset();
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(delay);
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }

    /** Runs the task once; returns whether it goes on, because nobody has cancelled it and it has thrown nothing. */
    boolean next() {
        return task.runAgain();
    }

    /** Does something before a task that is scheduled is known to who schedules it. */
    void whenScheduled(Runnable action) {
        atScheduling = action;
    }

    Duration delay() {
        return task.delay;
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initial, long delay, TimeUnit unit) {
        if (shutDown) {
            throw new RejectedExecutionException();
        }
        if (initial != delay) {
            throw new IllegalArgumentException("initial delay");
        }
        task = new Repeated(command, Duration.of(delay, unit.toChronoUnit()));
        atScheduling.run();
        return task;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initial, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {
        shutDown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutDown = true;
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
