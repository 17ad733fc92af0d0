package io.breakers.benchmarks;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The same calls by the same threads through a closed Resilience4j breaker. */
public class Resilience4jLiveThreadCalls extends LiveThreads {
    /** Fewer than of ours, since each takes up to 2 µs. */
    private static final int CALLS = 200_000;

    private CircuitBreaker breaker;

    @Setup
    public void protect() throws InterruptedException {
        breaker = Resilience4j.breaker(
                SlidingWindowType.COUNT_BASED, SlidingWindowSynchronizationStrategy.SYNCHRONIZED, 50);
        var target = new LivePayments();
        start((account, cents) -> breaker.executeSupplier(() -> target.pay(account, cents)));
    }

    @TearDown(Level.Iteration)
    public void isStillClosed() {
        check(breaker.getState(), State.CLOSED);
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void lambda() throws InterruptedException {
        call(CALLS);
    }
}
