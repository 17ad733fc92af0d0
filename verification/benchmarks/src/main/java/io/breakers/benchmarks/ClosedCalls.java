package io.breakers.benchmarks;

import io.breakers.api.BreakerState;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Calls of a healthy target, which nearly all calls are. */
public class ClosedCalls extends PerCall {
    @Param
    public Engine engine;

    @Param
    public Metering metering;

    @Param
    public Rule rule;

    private Guarded guarded;
    private PaymentService payments;

    @Setup
    public void protect() {
        guarded = engine.guard(new LivePayments(), metering.config(rule));
        payments = guarded.payments();
    }

    @TearDown(Level.Iteration)
    public void isStillClosed() {
        check(guarded.breaker().state(), BreakerState.CLOSED);
    }

    @Benchmark
    public long pay() {
        return payments.pay(account, cents);
    }
}
