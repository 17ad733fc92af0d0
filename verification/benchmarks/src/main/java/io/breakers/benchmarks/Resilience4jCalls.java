package io.breakers.benchmarks;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The same calls through a closed Resilience4j breaker, with both kinds of window and both of its ways to write to
 * them.
 */
public class Resilience4jCalls extends PerCall {
    @Param
    public SlidingWindowType window;

    @Param({"SYNCHRONIZED", "LOCK_FREE"})
    public SlidingWindowSynchronizationStrategy writes;

    private final PaymentService target = new LivePayments();
    private final PaymentService moody = new MoodyPayments();
    private final PaymentService fallback = new OfflinePayments();
    private final CompletableFuture<Long> answer = CompletableFuture.completedFuture(cents);
    private CircuitBreaker breaker;
    private CircuitBreaker metered;
    private CircuitBreaker patient;
    private PaymentService proxy;

    @Setup
    public void protect() {
        breaker = Resilience4j.breaker(window, writes, 50);
        metered = Resilience4j.metered(window, writes);
        patient = Resilience4j.breaker(window, writes, 100);
        proxy = Resilience4j.proxy(target, breaker);
    }

    @TearDown(Level.Iteration)
    public void isStillClosed() {
        check(breaker.getState(), State.CLOSED);
        check(metered.getState(), State.CLOSED);
        check(patient.getState(), State.CLOSED);
    }

    @Benchmark
    public long lambda() {
        return breaker.executeSupplier(() -> target.pay(account, cents));
    }

    @Benchmark
    public long jdkProxy() {
        return proxy.pay(account, cents);
    }

    @Benchmark
    public long withMetrics() {
        return metered.executeSupplier(() -> target.pay(account, cents));
    }

    @Benchmark
    public CompletionStage<Long> future() {
        return breaker.executeCompletionStage(() -> answer);
    }

    /** A future that is completed after it was returned, and what its caller gets then. */
    @Benchmark
    public Long pendingFuture(PendingPayments payments) {
        CompletionStage<Long> answer = breaker.executeCompletionStage(() -> payments.pay(account, cents));
        payments.complete(cents);
        return answer.toCompletableFuture().join();
    }

    @Benchmark
    public long seldomFailing(FailureStream stream) {
        long amount = stream.seldom();
        try {
            return breaker.executeSupplier(() -> moody.pay(account, amount));
        } catch (PaymentsDown failed) {
            return 0;
        }
    }

    @Benchmark
    public long mostlyFailing(FailureStream stream) {
        long amount = stream.mostly();
        try {
            return patient.executeSupplier(() -> moody.pay(account, amount));
        } catch (PaymentsDown failed) {
            return 0;
        }
    }

    @Benchmark
    public long mostlyFailingWithFallback(FailureStream stream) {
        long amount = stream.mostly();
        try {
            return patient.executeSupplier(() -> moody.pay(account, amount));
        } catch (PaymentsDown failed) {
            return fallback.pay(account, amount);
        }
    }
}
