package io.breakers.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lines threads up and lets them go at one moment, round after round. Waits are bounded only so that a dead-lock ends
 * the test.
 */
public final class Gate implements AutoCloseable {
    /** How the names of its own threads begin; virtual ones have none. */
    public static final String THREADS = "gate-";

    private static final long PATIENCE_SECONDS = 600;

    private final ExecutorService threads;
    private final int size;

    public Gate(int size) {
        this(size, Executors.newFixedThreadPool(size, named()));
    }

    private static ThreadFactory named() {
        var made = new AtomicInteger();
        return task -> new Thread(task, THREADS + made.incrementAndGet());
    }

    private Gate(int size, ExecutorService threads) {
        this.size = size;
        this.threads = threads;
    }

    /** A gate for virtual threads; only where {@link VirtualThreads#areThere()}. */
    public static Gate ofVirtualThreads(int size) {
        return new Gate(size, VirtualThreads.executor());
    }

    /** Runs {@code task} on every thread at once, and returns what each returned. */
    public <T> List<T> run(Callable<T> task) throws Exception {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            tasks.add(task);
        }
        return runAll(tasks);
    }

    /** Runs one task on each thread at once, at most as many as there are threads, and returns what each returned. */
    public <T> List<T> runAll(List<Callable<T>> tasks) throws Exception {
        var start = new CyclicBarrier(tasks.size());
        List<Future<T>> running = new ArrayList<>();
        for (Callable<T> task : tasks) {
            running.add(threads.submit(() -> {
                start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return task.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : running) {
            results.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        return results;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
