package io.breakers.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says of what callers get instead of the target's answer (S28, S29, S31).
 *
 * @param rejectAs by type, in the order given; cannot be changed
 * @param fallbackOn when a fallback answers
 * @param fallbackWhen decides that instead; {@code null} if nothing does
 * @param maxConcurrentFallbacks of each method
 */
record AnswerRules(
        Map<Class<? extends Throwable>, Function<? super CallRejectedException, ? extends Throwable>> rejectAs,
        FallbackOn fallbackOn,
        @Nullable Predicate<? super Throwable> fallbackWhen,
        int maxConcurrentFallbacks) {
    static final AnswerRules DEFAULT =
            new AnswerRules(Map.of(), FallbackOn.REJECTION_OR_FAILURE, null, Integer.MAX_VALUE);

    <X extends Throwable> AnswerRules withRejection(
            Class<X> type, Function<? super CallRejectedException, ? extends X> function) {
        var more = new LinkedHashMap<>(rejectAs);
        more.remove(type); // so that it is the last
        more.put(type, function);
        return new AnswerRules(Collections.unmodifiableMap(more), fallbackOn, fallbackWhen, maxConcurrentFallbacks);
    }

    AnswerRules withFallbacks(FallbackOn on, @Nullable Predicate<? super Throwable> when) {
        return new AnswerRules(rejectAs, on, when, maxConcurrentFallbacks);
    }

    AnswerRules withLimit(int limit) {
        return new AnswerRules(rejectAs, fallbackOn, fallbackWhen, limit);
    }
}
