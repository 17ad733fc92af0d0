package io.breakers.operations.internal.console;

import io.breakers.api.Ticker;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that read requests and answer them: a bounded number, none of which waits for a slow client for long. A
 * task that is overdue is interrupted, which closes the connection that it reads or writes. While all threads are busy,
 * reading a request may take a second only, and further requests wait.
 */
final class Workers implements Executor {
    static final int MOST = 256;

    private static final Duration READING = Duration.ofSeconds(3);
    private static final Duration READING_WHILE_FULL = Duration.ofSeconds(1);
    private static final Duration PROGRESS = Duration.ofSeconds(5);
    private static final Duration FOR_A_THREAD = Duration.ofSeconds(10);
    private static final long SLICE_MILLIS = 100;

    private final Ticker ticker = Ticker.system();
    private final Map<Thread, Task> running = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor pool;

    Workers(ThreadFactory threads) {
        pool = new ThreadPoolExecutor(
                0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads, this::waitForAThread);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(new Task(task));
    }

    /** Runs in the thread that hands out connections, so that others wait too. */
    private void waitForAThread(Runnable task, ThreadPoolExecutor full) {
        try {
            for (long left = FOR_A_THREAD.toMillis(); left > 0 && !full.isShutdown(); left -= SLICE_MILLIS) {
                if (full.getQueue().offer(task, SLICE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new RejectedExecutionException("all threads of the console are busy");
    }

    /** This thread has read its request, and answers: from now on it has to get on. */
    void answering() {
        limit(false, PROGRESS);
    }

    /** Returns the same stream, each write to which shows that this thread gets on. */
    OutputStream watched(OutputStream output) {
        return new FilterOutputStream(output) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
                answering();
            }
        };
    }

    /** This thread waits for what it is to write, however long. */
    void waiting() {
        limit(false, Duration.ofDays(365));
    }

    private void limit(boolean reading, Duration limit) {
        Task task = running.get(Thread.currentThread());
        if (task != null) {
            task.limit(reading, limit);
        }
    }

    /** Interrupts what is overdue. */
    void cutOverdue() {
        boolean full = pool.getActiveCount() >= MOST;
        running.values().forEach(task -> task.cutIfOverdue(full));
    }

    /** Interrupts all, and waits for their end. */
    void close() {
        pool.shutdownNow();
    }

    boolean awaitEnd(Duration limit) throws InterruptedException {
        return pool.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Guarded by itself: it is never interrupted after its end, when its thread may be at another one. */
    private final class Task implements Runnable {
        private final Runnable work;
        private Thread thread = Thread.currentThread();
        private boolean reading = true;
        private long since;
        private long limit;
        private boolean ended;

        Task(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            synchronized (this) {
                thread = Thread.currentThread();
                limit(true, READING);
            }
            running.put(thread, this);
            try {
                work.run();
            } finally {
                running.remove(thread);
                end();
            }
        }

        private synchronized void end() {
            ended = true;
            if (Thread.interrupted() && pool.isShutdown()) {
                Thread.currentThread().interrupt();
            }
        }

        synchronized void limit(boolean isReading, Duration duration) {
            reading = isReading;
            since = ticker.read();
            limit = duration.toNanos();
        }

        synchronized void cutIfOverdue(boolean full) {
            long allowed = full && reading ? Math.min(limit, READING_WHILE_FULL.toNanos()) : limit;
            if (!ended && ticker.read() - since >= allowed) {
                thread.interrupt();
            }
        }
    }
}
