package io.breakers.operations.internal.probing;

import io.breakers.operations.internal.events.SafeLog;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs one check after the other, until it is closed or its scheduler is. */
public final class CheckLoop {
    private static final SafeLog LOGGER = SafeLog.of("io.breakers");

    private final CheckPlan plan;
    private final ScheduledExecutorService scheduler;
    private final Verdicts verdicts;

    /** Written before the first look at what runs, so that one of both sees the other. */
    private volatile boolean closed;

    /** The check that runs; the last one if none does. */
    private volatile @Nullable CheckRun running;

    private volatile @Nullable Future<?> schedule;
    private boolean refused;

    private CheckLoop(CheckPlan plan, ScheduledExecutorService scheduler) {
        this.plan = plan;
        this.scheduler = scheduler;
        this.verdicts = new Verdicts(plan);
    }

    /**
     * Begins with a check at once.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the scheduler is shut down
     */
    public static CheckLoop start(CheckPlan plan, ScheduledExecutorService scheduler) {
        var loop = new CheckLoop(plan, scheduler);
        loop.schedule = scheduler.scheduleWithFixedDelay(loop::checkOnce, 0, nanos(plan.every()), TimeUnit.NANOSECONDS);
        return loop;
    }

    /** Ends it at once: a check that runs is interrupted, and counts for nothing. */
    public void close() {
        closed = true;
        Future<?> scheduled = schedule;
        if (scheduled != null) {
            scheduled.cancel(false);
        }
        CheckRun run = running;
        if (run != null) {
            run.stop();
        }
    }

    private void checkOnce() {
        var run = new CheckRun(verdicts.state());
        running = run;
        if (closed) {
            return;
        }
        Future<?> timer = startTimer(run);
        if (timer == null) {
            return;
        }
        Long start = reading();
        Throwable thrown = null;
        String failure = null;
        try {
            failure = Boolean.FALSE.equals(plan.check().call()) ? "it returned false" : null;
        } catch (Throwable broken) {
            thrown = broken;
        }
        boolean counts = run.end();
        timer.cancel(false);
        settleInterruption(run, thrown);
        if (counts) {
            String answer = isLate(start) ? tooLong() : failure;
            judge(run, thrown == null ? answer : FailureLine.of(thrown));
        }
    }

    /** It may have been closed since the check has ended. */
    private void judge(CheckRun run, @Nullable String failure) {
        if (!closed) {
            verdicts.judge(run.begun, failure);
        }
    }

    /** Where the scheduler has had no second thread to say so. */
    private boolean isLate(@Nullable Long start) {
        Long end = reading();
        return start != null && end != null && end - start > nanos(plan.timeout());
    }

    /**
     * An interruption from here ends here. One that the check has caught comes from the thread's owner, who is told.
     */
    private static void settleInterruption(CheckRun run, @Nullable Throwable thrown) {
        if (run.wasInterrupted()) {
            Thread.interrupted();
        } else if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns {@code null} if the scheduler refuses it: without a time-out there is no check. */
    private @Nullable Future<?> startTimer(CheckRun run) {
        try {
            Future<?> timer = scheduler.schedule(() -> timeOut(run), nanos(plan.timeout()), TimeUnit.NANOSECONDS);
            refused = false;
            return timer;
        } catch (Throwable refusal) {
            warn(refusal);
            return null;
        }
    }

    private void timeOut(CheckRun run) {
        if (run.stop()) {
            judge(run, tooLong());
        }
    }

    private String tooLong() {
        Duration timeout = plan.timeout();
        boolean seconds = timeout.toMillis() >= 1_000 && timeout.toMillis() % 1_000 == 0;
        return "it took longer than "
                + (seconds ? timeout.toSeconds() + " s" : timeout.toNanos() / 1_000_000.0 + " ms");
    }

    /** Once, until the scheduler takes time-outs again. */
    private void warn(Throwable refusal) {
        if (refused) {
            return;
        }
        refused = LOGGER.log(
                Level.WARNING,
                plan.breaker().name() + ": no checks as long as the scheduler refuses their time-outs",
                refusal);
    }

    /** By the breaker's ticker; {@code null} if that throws, which the breaker logs. */
    private @Nullable Long reading() {
        try {
            return plan.breaker().config().ticker().read();
        } catch (Throwable broken) {
            return null;
        }
    }

    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return Long.MAX_VALUE;
        }
    }
}
