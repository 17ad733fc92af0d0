package io.breakers.engine;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.api.FallbackOn;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * For which causes a fallback answers (S29).
 *
 * @param asked decides instead of the other two, if it is there
 */
record FallbackPolicy(
        boolean rejections, boolean failures, @Nullable Predicate<? super Throwable> asked) {
    /** There is no fallback. */
    static final FallbackPolicy NONE = new FallbackPolicy(false, false, null);

    static FallbackPolicy of(BreakerConfig config) {
        boolean failures = config.fallbackOn() == FallbackOn.REJECTION_OR_FAILURE;
        return new FallbackPolicy(true, failures, config.fallbackWhen());
    }

    boolean answersRejection(CallRejectedException rejection) {
        return asked == null ? rejections : ask(asked, rejection);
    }

    boolean answersFailure(Throwable failure) {
        return asked == null ? failures && !(failure instanceof Error) : ask(asked, failure);
    }

    private static boolean ask(Predicate<? super Throwable> predicate, Throwable cause) {
        try {
            return predicate.test(cause);
        } catch (Throwable broken) {
            Complaints.log("The predicate of fallbackOn threw; no fallback answers", broken);
            return false;
        }
    }
}
