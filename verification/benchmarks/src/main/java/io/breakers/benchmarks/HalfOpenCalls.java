package io.breakers.benchmarks;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.BreakerState;
import io.breakers.api.CallRejectedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Calls after an outage: probes, and calls that find all probe slots taken. */
public class HalfOpenCalls extends PerCall {
    @Param
    public Engine engine;

    private final CountDownLatch end = new CountDownLatch(1);
    private Guarded probing;
    private Guarded full;
    private Thread probe;

    @Setup
    public void trip() throws InterruptedException {
        var target = new LivePayments();
        // Closes after more probes than there will be.
        BreakerConfigBuilder config = BreakerConfig.builder()
                .openFor(Duration.ofNanos(1))
                .probeLease(Duration.ofDays(1))
                .successThreshold(Integer.MAX_VALUE);
        probing = engine.guard(target, config.probes(100).build()).tripped();
        full = engine.guard(target, config.probes(1).build()).tripped();
        takeTheOnlyProbe();
    }

    private void takeTheOnlyProbe() throws InterruptedException {
        var taken = new CountDownLatch(1);
        probe = new Thread(() -> full.breaker().run(() -> {
            taken.countDown();
            awaitTheEnd();
        }));
        probe.setDaemon(true);
        probe.start();
        taken.await();
    }

    private void awaitTheEnd() {
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @TearDown(Level.Iteration)
    public void isStillHalfOpen() {
        check(probing.breaker().state(), BreakerState.HALF_OPEN);
        check(full.breaker().state(), BreakerState.HALF_OPEN);
    }

    @TearDown
    public void endTheProbe() throws InterruptedException {
        end.countDown();
        probe.join();
    }

    @Benchmark
    public long probe() {
        return probing.payments().pay(account, cents);
    }

    @Benchmark
    public Object rejected() {
        try {
            return full.payments().pay(account, cents);
        } catch (CallRejectedException rejected) {
            return rejected;
        }
    }
}
