package io.breakers.benchmarks;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Calls during an outage through Resilience4j, which by default creates an exception with a stack trace for each. */
public class Resilience4jOpenCalls extends PerCall {
    private final PaymentService target = new LivePayments();
    private final PaymentService fallback = new OfflinePayments();
    private CircuitBreaker usual;
    private CircuitBreaker stackless;

    @Setup
    public void open() {
        usual = Resilience4j.open(true);
        stackless = Resilience4j.open(false);
    }

    @TearDown(Level.Iteration)
    public void isStillOpen() {
        check(usual.getState(), State.OPEN);
        check(stackless.getState(), State.OPEN);
    }

    @Benchmark
    public Object rejected() {
        try {
            return usual.executeSupplier(() -> target.pay(account, cents));
        } catch (CallNotPermittedException rejected) {
            return rejected;
        }
    }

    @Benchmark
    public Object rejectedWithoutStackTrace() {
        try {
            return stackless.executeSupplier(() -> target.pay(account, cents));
        } catch (CallNotPermittedException rejected) {
            return rejected;
        }
    }

    /** Caught, and the fallback called. */
    @Benchmark
    public long withFallback() {
        try {
            return usual.executeSupplier(() -> target.pay(account, cents));
        } catch (CallNotPermittedException rejected) {
            return fallback.pay(account, cents);
        }
    }

    @Benchmark
    public long withFallbackWithoutStackTrace() {
        try {
            return stackless.executeSupplier(() -> target.pay(account, cents));
        } catch (CallNotPermittedException rejected) {
            return fallback.pay(account, cents);
        }
    }
}
