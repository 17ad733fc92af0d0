package io.breakers.tools;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/**
 * Tells a test that waits for other threads and processes when to look again: listeners, and whoever reads what a
 * process prints, ring it. It also measures what a rule promises in seconds, by a clock that stands still while this
 * machine does: of each short while at most its length counts, however late it ends.
 */
public final class Bell {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long WHILE_NANOS = Duration.ofMillis(20).toNanos();

    private long rings;

    public synchronized void ring() {
        rings++;
        notifyAll();
    }

    private synchronized long rings() {
        return rings;
    }

    /** Waits until it is so. */
    public void await(String what, BooleanSupplier condition) {
        await(PATIENCE, what, condition);
    }

    /** Waits until it is so, which it has to be within {@code promised}. */
    public void await(Duration promised, String what, BooleanSupplier condition) {
        long left = promised.toNanos();
        long heard = rings();
        while (!condition.getAsBoolean()) {
            long after = heard;
            while (rings() == after) {
                left -= rest(after);
                if (left <= 0) {
                    throw new AssertionError("not within " + promised.toMillis() + " ms: " + what);
                }
            }
            heard = rings();
        }
    }

    /** Rests for a short while, or until it rings; returns how much of that counts. */
    private synchronized long rest(long after) {
        long begin = System.nanoTime();
        try {
            if (rings == after) {
                NANOSECONDS.timedWait(this, WHILE_NANOS);
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        return Math.min(System.nanoTime() - begin, WHILE_NANOS);
    }

    /** Makes a call that blocks, and has to be over within {@code promised}; throws what it throws. */
    public <T> T within(Duration promised, String what, Callable<T> call) throws Exception {
        var task = new FutureTask<T>(call) {
            @Override
            protected void done() {
                ring();
            }
        };
        var thread = new Thread(task, "within-" + promised.toSeconds() + "-s");
        thread.setDaemon(true);
        thread.start();
        await(promised, what, task::isDone);
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception thrown ? thrown : failed;
        }
    }

    /** Asks another process again and again, until it is so: for what nobody rings for. Each answer takes its time. */
    public static void ask(String what, BooleanSupplier question) {
        long begin = System.nanoTime();
        while (!question.getAsBoolean()) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
        }
    }
}
