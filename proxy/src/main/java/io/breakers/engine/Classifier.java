package io.breakers.engine;

import io.breakers.api.BreakerConfig;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Classifies outcomes (S23 to S26), in a fixed order: cancelled, ignored, failure rules, default. */
final class Classifier {
    private final @Nullable Predicate<Throwable> ignored;
    private final @Nullable Predicate<Throwable> failures;
    private final @Nullable Predicate<@Nullable Object> failedResults;
    private final boolean failOnCancellation;
    private final Complaints complaints = new Complaints();

    Classifier(BreakerConfig config) {
        this.ignored = config.ignored();
        this.failures = config.failures();
        this.failedResults = config.failedResults();
        this.failOnCancellation = config.failsOnCancellation();
    }

    /** Judges what a target threw: an interrupted caller is a cancelled call. */
    Verdict judgeThrown(Throwable thrown) {
        return judge(thrown, thrown instanceof InterruptedException);
    }

    /** Judges what a stage failed with, after it was unwrapped: a cancelled future is a cancelled call. */
    Verdict judgeAsync(Throwable failure) {
        return judge(failure, failure instanceof CancellationException);
    }

    private Verdict judge(Throwable thrown, boolean cancellation) {
        if (cancellation && !failOnCancellation) {
            return Verdict.CANCELLED;
        }
        try {
            if (ignored != null && ignored.test(thrown)) {
                return Verdict.IGNORED;
            }
            return failures == null || failures.test(thrown) ? Verdict.FAILURE : Verdict.SUCCESS;
        } catch (Throwable broken) {
            if (!Complaints.attach(thrown, broken)) {
                complaints.log("The predicate about failures threw; the call counts as failed", broken);
            }
            return Verdict.UNJUDGED;
        }
    }

    Verdict judgeResult(@Nullable Object result) {
        try {
            return failedResults != null && failedResults.test(result) ? Verdict.FAILURE : Verdict.SUCCESS;
        } catch (Throwable broken) {
            complaints.log("The predicate of failOnResult threw; the call counts as failed", broken);
            return Verdict.UNJUDGED;
        }
    }
}
