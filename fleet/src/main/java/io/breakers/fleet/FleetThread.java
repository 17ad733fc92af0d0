package io.breakers.fleet;

import io.breakers.api.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The one thread on which a fleet does everything, and its time. Safe for use by many threads. */
final class FleetThread {
    private static final Logger LOGGER = System.getLogger("io.breakers.fleet");

    private final ScheduledExecutorService executor;
    final Ticker ticker;
    private final Consumer<Throwable> faults;

    /**
     * Uses an executor with one thread, which is shut down at the end.
     *
     * @param faults learns, on that thread, that a task threw
     */
    FleetThread(ScheduledExecutorService executor, Ticker ticker, Consumer<Throwable> faults) {
        this.executor = executor;
        this.ticker = ticker;
        this.faults = faults;
    }

    /** Runs a task; nothing, if this is at its end. */
    void run(Runnable task) {
        run(0, task);
    }

    /** Runs a task after some time, whatever happens. */
    void run(long millis, Runnable task) {
        Future<?> unused = after(millis, task);
    }

    /** Runs a task after some time, unless that is cancelled. */
    Future<?> after(long millis, Runnable task) {
        try {
            return executor.schedule(() -> runNow(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException atItsEnd) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private void runNow(Runnable task) {
        try {
            task.run();
        } catch (Throwable fault) {
            LOGGER.log(Level.WARNING, "The fleet could not do something", fault);
            faults.accept(fault);
        }
    }

    void end() {
        executor.shutdown();
    }
}
