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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Calls of methods that return a future: a completed one, so that only the guard's own work remains, or a pending one. */
public class FutureCalls extends PerCall {
    @Param({"GENERATED", "JDK"})
    public ProxyEngine engine;

    private BreakerConfig config;
    private AsyncPaymentService closed;
    private AsyncPaymentService open;
    private AsyncPaymentService openWithFallback;

    @Setup
    public void protect() {
        CompletableFuture<Long> answer = CompletableFuture.completedFuture(cents);
        CompletableFuture<Long> down = CompletableFuture.failedFuture(PaymentsDown.INSTANCE);
        AsyncPaymentService live = (account, cents) -> answer;
        AsyncPaymentService failing = (account, cents) -> down;
        config = BreakerConfig.builder().openFor(Duration.ofDays(1)).build();
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

    /** A future that is completed after it was returned, and what its caller gets then. */
    @Benchmark
    public Long pending(Pending payments) {
        CompletableFuture<Long> answer = payments.guarded.pay(account, cents);
        payments.target.complete(cents);
        return answer.join();
    }

    @Benchmark
    public CompletableFuture<Long> rejected() {
        return open.pay(account, cents);
    }

    @Benchmark
    public CompletableFuture<Long> withFallback() {
        return openWithFallback.pay(account, cents);
    }

    /** A protected service for each thread, since each completes its own futures. */
    @State(Scope.Thread)
    public static class Pending {
        private final PendingPayments target = new PendingPayments();
        private AsyncPaymentService guarded;

        @Setup
        public void protect(FutureCalls calls) {
            guarded = Breakers.builder(AsyncPaymentService.class, target)
                    .config(calls.config)
                    .engine(calls.engine)
                    .build();
        }

        @TearDown(Level.Iteration)
        public void isStillClosed() {
            check(stateOf(guarded), BreakerState.CLOSED);
        }
    }
}
