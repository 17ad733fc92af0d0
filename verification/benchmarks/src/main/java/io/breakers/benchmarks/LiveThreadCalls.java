package io.breakers.benchmarks;

import io.breakers.api.BreakerState;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Calls of a healthy target by the threads of a server. */
public class LiveThreadCalls extends LiveThreads {
    /** Enough that to wake 200 threads is next to nothing. */
    private static final int CALLS = 12_800_000;

    private Guarded guarded;

    @Setup
    public void protect() throws InterruptedException {
        guarded = Engine.GENERATED.guard(new LivePayments(), Metering.NONE.config(Rule.CONSECUTIVE));
        start(guarded.payments());
    }

    @TearDown(Level.Iteration)
    public void isStillClosed() {
        check(guarded.breaker().state(), BreakerState.CLOSED);
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void pay() throws InterruptedException {
        call(CALLS);
    }
}
