package io.breakers.proxy;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallAdapter;
import io.breakers.api.MethodFallback;
import io.breakers.internal.model.ServiceMethod;
import org.jspecify.annotations.Nullable;

/**
 * What a builder says of one method.
 *
 * @param method the method
 * @param guarded {@code false} if calls go straight to the target, and nothing else here matters
 * @param breaker the name of its breaker within the service
 * @param config the configuration of that breaker
 * @param adapter makes its calls and reports their outcome; {@code null} if its return is the outcome
 * @param covered whether the fallback of the service, if there is one, answers
 * @param fallback answers instead of that; {@code null} for none
 * @param lastGood which last good values answer; {@code null} for none
 * @param keyed which keys have breakers of their own; {@code null} for none
 */
record MethodPlan(
        ServiceMethod method,
        boolean guarded,
        String breaker,
        BreakerConfig config,
        @Nullable CallAdapter<?> adapter,
        boolean covered,
        @Nullable MethodFallback fallback,
        @Nullable LastGood lastGood,
        Keys.@Nullable Wish keyed) {}
