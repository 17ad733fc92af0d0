package io.breakers.benchmarks;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Calls of a healthy target through a breaker that could do more than it has to do now. */
public class UnusedCalls extends PerCall {
    /** What is not used at the moment. */
    public enum Unused {
        /** All rejections are carried out. */
        SPARING,

        /** The configuration was changed, and changed back. */
        CHANGES
    }

    @Param
    public Unused unused;

    private Guarded guarded;
    private PaymentService payments;

    @Setup
    public void protect() {
        BreakerConfig config = Rule.CONSECUTIVE.config().enforce(1).build();
        guarded = Engine.GENERATED.guard(new LivePayments(), config);
        payments = guarded.payments();
        if (unused == Unused.CHANGES) {
            pay();
            guarded.breaker().reconfigure(config.toBuilder().enforce(0).build());
            pay();
            guarded.breaker().reconfigure(config);
        }
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
