package io.breakers.internal.settings;

import io.breakers.api.BreakerConfig;
import io.breakers.api.FallbackOn;
import io.breakers.internal.callbacks.CallbackErrors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decides which causes a fallback answers (S29), and how many it may answer at a time. */
public final class FallbackPolicy {
    /** How many fallbacks of a method may run at a time (S31). */
    public final int limit;

    private final boolean failures;

    /** Decides alone, if it is there. */
    private final @Nullable Predicate<? super Throwable> predicate;

    private final CallbackErrors errors;

    FallbackPolicy(BreakerConfig config, String breaker) {
        this.errors = new CallbackErrors(breaker);
        this.limit = config.maxConcurrentFallbacks();
        this.failures = config.fallbackOn() == FallbackOn.REJECTION_OR_FAILURE;
        this.predicate = config.fallbackWhen();
    }

    /** Whether a fallback answers this rejection. */
    public boolean coversRejection(RuntimeException rejection) {
        return predicate == null || ask(predicate, rejection);
    }

    /** Whether a fallback answers this failure. */
    public boolean coversFailure(Throwable failure) {
        return predicate == null ? failures && !(failure instanceof Error) : ask(predicate, failure);
    }

    private boolean ask(Predicate<? super Throwable> predicate, Throwable cause) {
        try {
            return predicate.test(cause);
        } catch (Throwable broken) {
            errors.log("the predicate of fallbackOn threw; no fallback answers", broken);
            return false;
        }
    }
}
