package io.breakers.engine;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.api.FallbackOn;
import java.util.function.Predicate;

/** For which causes a fallback answers (S29). */
final class FallbackPolicy {
    /** There is no fallback. */
    static final FallbackPolicy NONE = new FallbackPolicy(cause -> false, cause -> false);

    private final Predicate<? super CallRejectedException> rejections;
    private final Predicate<? super Throwable> failures;

    private FallbackPolicy(Predicate<? super CallRejectedException> rejections, Predicate<? super Throwable> failures) {
        this.rejections = rejections;
        this.failures = failures;
    }

    static FallbackPolicy of(BreakerConfig config) {
        Predicate<? super Throwable> asked = config.fallbackWhen();
        if (asked != null) {
            return new FallbackPolicy(asked, asked);
        }
        return config.fallbackOn() == FallbackOn.REJECTION
                ? new FallbackPolicy(rejection -> true, failure -> false)
                : new FallbackPolicy(rejection -> true, failure -> !(failure instanceof Error));
    }

    boolean answersRejection(CallRejectedException rejection) {
        return answers(rejections, rejection);
    }

    boolean answersFailure(Throwable failure) {
        return answers(failures, failure);
    }

    private static <T extends Throwable> boolean answers(Predicate<? super T> predicate, T cause) {
        try {
            return predicate.test(cause);
        } catch (Throwable broken) {
            Complaints.log("The predicate of fallbackOn threw; no fallback answers", broken);
            return false;
        }
    }
}
