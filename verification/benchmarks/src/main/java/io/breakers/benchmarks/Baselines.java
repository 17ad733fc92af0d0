package io.breakers.benchmarks;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The baselines of all comparisons: a call without a breaker, and the cost of reading the clock. */
public class Baselines extends PerCall {
    private final PaymentService target = new LivePayments();
    private final PaymentService proxy = BareProxy.around(PaymentService.class, target);
    private Timer timer;

    @Setup
    public void register() {
        timer = new SimpleMeterRegistry().timer("payments");
    }

    @Benchmark
    public long direct() {
        return target.pay(account, cents);
    }

    @Benchmark
    public long jdkProxy() {
        return proxy.pay(account, cents);
    }

    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    @Benchmark
    public Long timerRecord() {
        return timer.record(() -> target.pay(account, cents));
    }
}
