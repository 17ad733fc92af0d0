package io.breakers.benchmarks;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.breakers.proxy.Breakers;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/** Reads of a breaker, as made by a scrape of meters or a health check. */
public class Reads extends PerCall {
    private static final int MANY = 10_000;

    private final Breaker[] many = new Breaker[MANY];
    private Breaker closed;
    private Breaker open;

    @Setup
    public void protect() throws InterruptedException {
        BreakerConfig config =
                Rule.FAILURE_RATE.config().openFor(Duration.ofDays(1)).build();
        closed = Engine.GENERATED.guard(new LivePayments(), config).breaker();
        open = Engine.GENERATED.guard(new LivePayments(), config).tripped().breaker();
        for (int i = 0; i < MANY; i++) {
            many[i] = Breakers.breaker("payments " + i, config);
        }
        // From two threads, so that the counters are as wide as in use.
        var other = new Thread(this::call);
        other.start();
        call();
        other.join();
    }

    private void call() {
        for (int i = 0; i < 100_000; i++) {
            closed.run(() -> {});
        }
    }

    @Benchmark
    public BreakerState state() {
        return closed.state();
    }

    /** Reads the clock: the wait may be over. */
    @Benchmark
    public BreakerState stateOfOpen() {
        return open.state();
    }

    @Benchmark
    public BreakerStats stats() {
        return closed.stats();
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public int stateOfMany() {
        int closedOnes = 0;
        for (Breaker breaker : many) {
            if (breaker.state() == BreakerState.CLOSED) {
                closedOnes++;
            }
        }
        return closedOnes;
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public long statsOfMany() {
        long calls = 0;
        for (Breaker breaker : many) {
            calls += breaker.stats().calls();
        }
        return calls;
    }
}
