package io.breakers.spring;

import io.breakers.api.BreakerState;
import java.util.Objects;

/**
 * The event that an application hears when a breaker changes its state: {@code @EventListener void
 * hear(BreakerTransition transition)}. Published on the thread that delivers the transition, which is mostly that of a
 * call, so listeners should be fast, or {@code @Async}. What they throw is logged and affects no call.
 *
 * @param breaker the name of the breaker, as in {@code payments.charge}
 * @param from the state that was left
 * @param to the state that was entered
 * @param reason why, in words
 */
public record BreakerTransition(String breaker, BreakerState from, BreakerState to, String reason) {
    public BreakerTransition {
        Objects.requireNonNull(breaker, "breaker");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(reason, "reason");
    }
}
