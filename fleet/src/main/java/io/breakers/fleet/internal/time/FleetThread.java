package io.breakers.fleet.internal.time;

import io.breakers.api.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one thread on which a fleet does everything, and its time. Safe for use by many threads. */
public final class FleetThread {
    private static final Logger LOGGER = System.getLogger("io.breakers.fleet");

    private final ScheduledExecutorService executor;
    private final Ticker ticker;
    private final Consumer<Throwable> faults;

    /** On which the tasks run; {@code null} before the first one. */
    private volatile @Nullable Thread runner;

    /**
     * Uses an executor with one thread, which is shut down at the end.
     *
     * @param faults learns, on that thread, that a task threw
     */
    public FleetThread(ScheduledExecutorService executor, Ticker ticker, Consumer<Throwable> faults) {
        this.executor = executor;
        this.ticker = ticker;
        this.faults = faults;
    }

    public Ticker ticker() {
        return ticker;
    }

    /** Runs a task; nothing, if this is at its end. */
    public void run(Runnable task) {
        run(0, task);
    }

    /** Runs a task after some time, whatever happens. */
    public void run(long millis, Runnable task) {
        Future<?> unused = after(millis, task);
    }

    /** Runs a task after some time, unless that is cancelled. */
    public Future<?> after(long millis, Runnable task) {
        try {
            return executor.schedule(() -> runNow(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException atItsEnd) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Whether a task of this runs on this thread. */
    public boolean isCurrent() {
        return Thread.currentThread() == runner;
    }

    private void runNow(Runnable task) {
        runner = Thread.currentThread();
        try {
            task.run();
        } catch (Throwable fault) {
            LOGGER.log(Level.WARNING, "The fleet could not do something", fault);
            faults.accept(fault);
        }
    }

    public void end() {
        executor.shutdown();
    }
}
