package io.breakers.benchmarks;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;

/** Resilience4j breakers with equivalent settings. */
final class Resilience4j {
    private Resilience4j() {}

    /** A window of 100 calls or of 10 seconds, that trips at {@code percent}. */
    static CircuitBreaker breaker(SlidingWindowType window, SlidingWindowSynchronizationStrategy writes, int percent) {
        return CircuitBreaker.of("payments", config(window, writes, percent));
    }

    /** With what resilience4j offers for Micrometer. */
    static CircuitBreaker metered(SlidingWindowType window, SlidingWindowSynchronizationStrategy writes) {
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(config(window, writes, 50));
        CircuitBreaker breaker = breakers.circuitBreaker("payments");
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(new SimpleMeterRegistry());
        return breaker;
    }

    private static CircuitBreakerConfig config(
            SlidingWindowType window, SlidingWindowSynchronizationStrategy writes, int percent) {
        boolean ofCalls = window == SlidingWindowType.COUNT_BASED;
        return CircuitBreakerConfig.custom()
                .slidingWindow(ofCalls ? 100 : 10, ofCalls ? 100 : 1000, window, writes)
                .failureRateThreshold(percent)
                .build();
    }

    static CircuitBreaker open(boolean withStackTrace) {
        CircuitBreaker breaker = CircuitBreaker.of(
                "payments",
                CircuitBreakerConfig.custom()
                        .waitDurationInOpenState(Duration.ofDays(1))
                        .writableStackTraceEnabled(withStackTrace)
                        .build());
        breaker.transitionToOpenState();
        return breaker;
    }

    /** What people write to have an interface in front. */
    static PaymentService proxy(PaymentService target, CircuitBreaker breaker) {
        return (PaymentService) Proxy.newProxyInstance(
                PaymentService.class.getClassLoader(),
                new Class<?>[] {PaymentService.class},
                (proxy, method, arguments) ->
                        breaker.executeCheckedSupplier(() -> callTarget(method, target, arguments)));
    }

    private static Object callTarget(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
