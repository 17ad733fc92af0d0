package io.breakers.benchmarks;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Calls during an outage: rejected, and then caught or answered by a fallback. */
public class OpenCalls extends PerCall {
    @Param
    public Engine engine;

    @Param
    public Metering metering;

    private Guarded rejecting;
    private Guarded fallingBack;

    @Setup
    public void trip() {
        var target = new LivePayments();
        BreakerConfig config = metering.listen(BreakerConfig.builder().openFor(Duration.ofDays(1)))
                .build();
        rejecting = engine.guard(target, config).tripped();
        fallingBack = engine.guard(target, config, new OfflinePayments()).tripped();
    }

    @TearDown(Level.Iteration)
    public void isStillOpen() {
        check(rejecting.breaker().state(), BreakerState.OPEN);
        check(fallingBack.breaker().state(), BreakerState.OPEN);
    }

    @Benchmark
    public Object rejected() {
        try {
            return rejecting.payments().pay(account, cents);
        } catch (CallRejectedException rejected) {
            return rejected;
        }
    }

    @Benchmark
    public long withFallback() {
        return fallingBack.payments().pay(account, cents);
    }
}
