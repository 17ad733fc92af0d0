package io.breakers.operations;

import io.breakers.api.Breaker;
import io.breakers.operations.internal.probing.CheckLoop;
import io.breakers.operations.internal.probing.CheckPlan;
import io.breakers.proxy.BreakerAccess;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Asks a target again and again how it is, without waiting for calls (S55). While good, checks end the wait of an OPEN
 * breaker; they may also close it, and failed ones trip it, where that is asked for. FORCED_OPEN and DISABLED are left
 * alone.
 *
 * <p>A check is good if it returns anything but {@link Boolean#FALSE}. It has failed if it returns that, throws
 * anything, an {@link Error} included, or takes longer than its time-out. Good or failed checks in a row are counted
 * within one state of the breaker: with each transition they are counted anew, and a check during which there was one
 * counts for nothing, because calls have told more since.
 *
 * <p>An immutable value, safe for use by many threads: each method returns another one, and {@link #start} may be
 * called many times.
 */
public final class Prober {
    /** A prober that runs. */
    public interface Running extends AutoCloseable {
        /**
         * Ends it at once: no further check begins; one that runs is interrupted, and its end counts for nothing. Does
         * not wait for it. Closing again has no effect.
         */
        @Override
        void close();
    }

    private final CheckPlan plan;

    private Prober(CheckPlan plan) {
        this.plan = plan;
    }

    /**
     * Returns a prober that has not been started.
     *
     * @param check asks the target, not through the breaker; for example {@code () -> client.ping()}
     */
    public static Prober of(Breaker breaker, Callable<?> check) {
        Objects.requireNonNull(breaker, "breaker");
        Objects.requireNonNull(check, "check");
        return new Prober(
                new CheckPlan(breaker, check, Duration.ofSeconds(10), Duration.ofSeconds(1), 1, 3, false, null));
    }

    /**
     * Sets the delay from the end of a check to the beginning of the next one. Defaults to 10 s.
     *
     * @throws IllegalArgumentException if {@code delay} is not positive
     */
    public Prober every(Duration delay) {
        return new Prober(plan.every(positive("every", delay)));
    }

    /**
     * Sets how long a check may take. One that takes longer has failed at that moment, and is interrupted; if it goes
     * on all the same, its end counts for nothing, and the next one waits for it. Defaults to 1 s.
     *
     * @throws IllegalArgumentException if {@code timeout} is not positive
     */
    public Prober timeout(Duration timeout) {
        return new Prober(plan.timeout(positive("timeout", timeout)));
    }

    private static Duration positive(String name, Duration duration) {
        if (Objects.requireNonNull(duration, name).isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, was " + duration);
        }
        return duration;
    }

    /**
     * Sets how many good checks in a row end the wait of OPEN, or close. Defaults to 1.
     *
     * @throws IllegalArgumentException if {@code checks} is less than 1
     */
    public Prober successThreshold(int checks) {
        return new Prober(plan.goodRow(positive("successThreshold", checks)));
    }

    /**
     * Sets how many failed checks in a row trip, with {@link #tripping}. Defaults to 3.
     *
     * @throws IllegalArgumentException if {@code checks} is less than 1
     */
    public Prober failureThreshold(int checks) {
        return new Prober(plan.badRow(positive("failureThreshold", checks)));
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
        return value;
    }

    /** Lets failed checks trip the breaker if it is CLOSED (S53). The reason names the last failure. Off by default. */
    public Prober tripping() {
        return new Prober(plan.tripping());
    }

    /**
     * Lets good checks close the breaker if it is OPEN or HALF_OPEN, instead of only ending the wait: for a target that
     * gets no calls, and so no probes, until it is closed. The trips that lengthen its wait are remembered as after
     * good probes (S52). Off by default.
     *
     * @throws IllegalArgumentException if the breaker is not one of this library
     */
    public Prober closing() {
        return new Prober(plan.closing(BreakerAccess.to(plan.breaker())));
    }

    /**
     * Begins with a check at once. Everything runs on the threads of {@code scheduler}: the checks, one at a time, and
     * their time-outs; so it needs a second thread while a check runs. With one thread only, a check that takes too
     * long counts as failed when it ends, and is not interrupted.
     *
     * <p>It ends when it is closed or the scheduler is shut down, which stays yours to do. While the scheduler refuses
     * a time-out, there is no check, and a warning in the logger {@code io.breakers}.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the scheduler is shut down
     */
    public Running start(ScheduledExecutorService scheduler) {
        return CheckLoop.start(plan, Objects.requireNonNull(scheduler, "scheduler"))::close;
    }
}
