package io.breakers.reference;

import io.breakers.api.Attempt;
import io.breakers.api.BreakerConfig;
import io.breakers.api.FailedResultException;
import io.breakers.internal.calls.Guard;
import io.breakers.internal.state.Permit;
import io.breakers.reference.ReferenceBreaker.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/** A way in which a call ends: what is said of it, and what the rules make of that (S23–S26, S35a). */
enum Ending {
    ANSWER("good"),
    BAD_ANSWER("bad"),
    CACHED_ANSWER("cached"),
    FAILURE(new IOException("down"), Told.THREW),
    BUSY(new Busy(Duration.ofNanos(40)), Told.THREW),
    FAILED_STAGE(new Busy(null), Told.FAILED),
    ODD(new IllegalArgumentException("odd"), Told.THREW),
    IGNORED(new IllegalStateException("ignored"), Told.THREW),
    INTERRUPTED(new InterruptedException("interrupted"), Told.THREW),
    CANCELLED_STAGE(new CancellationException("cancelled"), Told.FAILED),
    THROWN_CANCELLATION(new CancellationException("thrown"), Told.THREW),
    GIVEN_UP(new CancellationException(), Told.CANCELLED),
    CUT_SHORT(new CancellationException("cut short"), Told.ANSWERED_AND_CANCELLED),
    LOST(new IOException("lost"), Told.LOST);

    /** Says after what time to come back. */
    static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Duration retryAfter;

        Busy(Duration retryAfter) {
            super("busy");
            this.retryAfter = retryAfter;
        }

        static Duration retryAfter(Throwable failure) {
            return failure instanceof Busy busy ? busy.retryAfter : null;
        }
    }

    /** What is said of an attempt. */
    private enum Told {
        SUCCEEDED,
        THREW,
        FAILED,
        CANCELLED,
        ANSWERED_AND_CANCELLED,
        LOST
    }

    private final String value;
    private final Throwable thrown;
    private final Told told;

    Ending(String value) {
        this.value = value;
        this.thrown = new FailedResultException("stock", value);
        this.told = Told.SUCCEEDED;
    }

    Ending(Throwable thrown, Told told) {
        this.value = null;
        this.thrown = thrown;
        this.told = told;
    }

    Throwable failure() {
        return thrown;
    }

    void tell(Attempt<?> attempt) {
        switch (told) {
            case SUCCEEDED -> attempt.succeeded(value);
            case THREW -> attempt.threw(thrown);
            case FAILED -> attempt.failed(thrown);
            case CANCELLED -> attempt.cancelled();
            case ANSWERED_AND_CANCELLED -> {
                attempt.answered();
                attempt.cancelled();
            }
            case LOST -> attempt.lost(thrown);
        }
    }

    /** This, or what comes nearest where there is no stage: such a call returns or throws, and that once. */
    Ending ofAValue() {
        return told == Told.SUCCEEDED || told == Told.THREW ? this : FAILURE;
    }

    /** Says it as a proxy does of a method whose return is its outcome. */
    void tell(Guard guard, Permit permit, long start) {
        if (told == Told.THREW) {
            guard.threw(permit, start, thrown);
        } else if (!guard.succeeded(permit, start)) {
            guard.returned(permit, start, value);
        }
    }

    Outcome outcome(BreakerConfig config) {
        if (told == Told.SUCCEEDED) {
            if (config.ignoredResults() != null && config.ignoredResults().test(value)) {
                return Outcome.IGNORED;
            }
            boolean failed =
                    config.failedResults() != null && config.failedResults().test(value);
            return failed ? Outcome.FAILURE : Outcome.SUCCESS;
        }
        if (told == Told.ANSWERED_AND_CANCELLED) {
            return Outcome.SUCCESS;
        }
        if (told == Told.LOST) {
            return Outcome.FAILURE;
        }
        boolean cancellation =
                told == Told.THREW ? thrown instanceof InterruptedException : thrown instanceof CancellationException;
        if (cancellation && !config.failsOnCancellation()) {
            return Outcome.CANCELLED;
        }
        if (config.ignored() != null && config.ignored().test(thrown)) {
            return Outcome.IGNORED;
        }
        return config.failures() == null || config.failures().test(thrown) ? Outcome.FAILURE : Outcome.SUCCESS;
    }
}
