package io.breakers.internal.state;

import io.breakers.api.BreakerConfig;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;

/**
 * Calls a protected service that is well, so many times; loaded by {@link NotingLoader}, with the library that it
 * calls.
 */
public final class HealthyCalls implements IntConsumer {
    private final IntUnaryOperator service;

    /** Takes the names of a proxy engine and of a {@link Watch}. */
    public HealthyCalls(String engine, String watch) {
        this.service = Breakers.builder(IntUnaryOperator.class, (IntUnaryOperator) question -> question)
                .engine(ProxyEngine.valueOf(engine))
                .config(BreakerConfig.builder()
                        .tripWhen(Watch.valueOf(watch).rule)
                        .ticker(() -> 0)
                        .build())
                .build();
    }

    /** What watches them. */
    enum Watch {
        CONSECUTIVE_FAILURES(TripRule.consecutiveFailures(5)),
        FAILURES_WITHIN(TripRule.failures(5, Duration.ofSeconds(10))),
        RATE_OF_CALLS(TripRule.failureRate(0.5, Window.ofCalls(100))),
        RATE_OF_TIME(TripRule.failureRate(0.5, Window.ofDuration(Duration.ofSeconds(10))));

        private final TripRule rule;

        Watch(TripRule rule) {
            this.rule = rule;
        }
    }

    @Override
    public void accept(int calls) {
        for (int call = 0; call < calls; call++) {
            service.applyAsInt(call);
        }
    }
}
