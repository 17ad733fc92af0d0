package io.breakers.benchmarks;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Calls of methods that return a completed future, so that only the guard's own work remains. */
public class FutureCalls extends PerCall {
    @Param({"GENERATED", "JDK"})
    public ProxyEngine engine;

    private AsyncPaymentService closed;
    private AsyncPaymentService open;
    private AsyncPaymentService openWithFallback;

    @Setup
    public void protect() {
        CompletableFuture<Long> answer = CompletableFuture.completedFuture(cents);
        CompletableFuture<Long> down = CompletableFuture.failedFuture(PaymentsDown.INSTANCE);
        AsyncPaymentService live = (account, cents) -> answer;
        AsyncPaymentService failing = (account, cents) -> down;
        BreakerConfig config =
                BreakerConfig.builder().openFor(Duration.ofDays(1)).build();
        closed = Breakers.builder(AsyncPaymentService.class, live)
                .config(config)
                .engine(engine)
                .build();
        open = Breakers.builder(AsyncPaymentService.class, failing)
                .config(config)
                .engine(engine)
                .build();
        openWithFallback = Breakers.builder(AsyncPaymentService.class, failing)
                .config(config)
                .engine(engine)
                .fallback(live)
                .build();
        for (int i = 0; i < 5; i++) {
            open.pay(account, cents);
            openWithFallback.pay(account, cents);
        }
    }

    @TearDown(Level.Iteration)
    public void isStillAsItWas() {
        check(stateOf(closed), BreakerState.CLOSED);
        check(stateOf(open), BreakerState.OPEN);
        check(stateOf(openWithFallback), BreakerState.OPEN);
    }

    private static BreakerState stateOf(AsyncPaymentService payments) {
        return Breakers.inspect(payments).breaker("pay").state();
    }

    @Benchmark
    public CompletableFuture<Long> closed() {
        return closed.pay(account, cents);
    }

    @Benchmark
    public CompletableFuture<Long> rejected() {
        return open.pay(account, cents);
    }

    @Benchmark
    public CompletableFuture<Long> withFallback() {
        return openWithFallback.pay(account, cents);
    }
}
