package io.breakers.engine;

import io.breakers.api.BreakerConfig;
import io.breakers.api.FallbackOn;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which causes the fallback of a method answers (S29), and limits how many at a time. Each positive decision takes a place,
 * which {@link #end} returns.
 */
final class FallbackPolicy {
    /** There is no fallback. */
    static final FallbackPolicy NONE = new FallbackPolicy(false, false, null, null);

    private final boolean rejections;
    private final boolean failures;

    /** Decides instead of the other two, if it is there. */
    private final @Nullable Predicate<? super Throwable> asked;

    /** One for each fallback that may be at work; {@code null} if there is no limit. Nobody waits for one. */
    private final @Nullable Semaphore places;

    private final Complaints complaints = new Complaints();

    private FallbackPolicy(
            boolean rejections,
            boolean failures,
            @Nullable Predicate<? super Throwable> asked,
            @Nullable Semaphore places) {
        this.rejections = rejections;
        this.failures = failures;
        this.asked = asked;
        this.places = places;
    }

    static FallbackPolicy of(BreakerConfig config) {
        boolean failures = config.fallbackOn() == FallbackOn.REJECTION_OR_FAILURE;
        int limit = config.maxConcurrentFallbacks();
        Semaphore places = limit == Integer.MAX_VALUE ? null : new Semaphore(limit);
        return new FallbackPolicy(true, failures, config.fallbackWhen(), places);
    }

    /** Whether a rejection is answered whatever it says. */
    boolean answersAnyRejection() {
        return rejections && asked == null && places == null;
    }

    boolean answersRejection(RuntimeException rejection) {
        return (asked == null ? rejections : ask(asked, rejection)) && begin();
    }

    boolean answersFailure(Throwable failure) {
        return (asked == null ? failures && !(failure instanceof Error) : ask(asked, failure)) && begin();
    }

    private boolean ask(Predicate<? super Throwable> predicate, Throwable cause) {
        try {
            return predicate.test(cause);
        } catch (Throwable broken) {
            complaints.log("The predicate of fallbackOn threw; no fallback answers", broken);
            return false;
        }
    }

    private boolean begin() {
        return places == null || places.tryAcquire();
    }

    void end() {
        if (places != null) {
            places.release();
        }
    }
}
