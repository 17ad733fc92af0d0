package io.breakers.internal.settings;

import io.breakers.api.BreakerConfig;
import io.breakers.internal.callbacks.CallbackErrors;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Classifies outcomes (S23 to S26), in a fixed order: cancelled, ignored, failure rules, default. */
public final class Classifier {
    private final @Nullable Predicate<Throwable> ignored;
    private final @Nullable Predicate<@Nullable Object> ignoredResults;
    private final @Nullable Predicate<Throwable> failures;
    private final @Nullable Predicate<@Nullable Object> failedResults;
    private final boolean failOnCancellation;
    private final CallbackErrors errors;

    Classifier(BreakerConfig config, String breaker) {
        this.errors = new CallbackErrors(breaker);
        this.ignored = config.ignored();
        this.ignoredResults = config.ignoredResults();
        this.failures = config.failures();
        this.failedResults = config.failedResults();
        this.failOnCancellation = config.failsOnCancellation();
    }

    /** The outcome of a call that threw: an interrupted caller is a cancelled call. */
    public Outcome ofThrown(Throwable thrown) {
        return of(thrown, thrown instanceof InterruptedException);
    }

    /**
     * The outcome of a call whose stage failed, with what is left when the wrappers are taken off: a cancelled future
     * is a cancelled call.
     */
    public Outcome ofStage(Throwable failure) {
        return of(failure, failure instanceof CancellationException);
    }

    private Outcome of(Throwable thrown, boolean cancellation) {
        if (cancellation && !failOnCancellation) {
            return Outcome.CANCELLED;
        }
        try {
            if (ignored != null && ignored.test(thrown)) {
                return Outcome.IGNORED;
            }
            return failures == null || failures.test(thrown) ? Outcome.FAILURE : Outcome.SUCCESS;
        } catch (Throwable broken) {
            if (!CallbackErrors.attach(thrown, broken)) {
                errors.log("the predicate about failures threw; the call counts as failed", broken);
            }
            return Outcome.FAILED_PREDICATE;
        }
    }

    /** The outcome of a call that returned {@code result}, now or by its stage. */
    public Outcome ofResult(@Nullable Object result) {
        try {
            if (ignoredResults != null && ignoredResults.test(result)) {
                return Outcome.IGNORED;
            }
            return failedResults != null && failedResults.test(result) ? Outcome.FAILURE : Outcome.SUCCESS;
        } catch (Throwable broken) {
            errors.log("a predicate about results threw; the call counts as failed", broken);
            return Outcome.FAILED_PREDICATE;
        }
    }
}
