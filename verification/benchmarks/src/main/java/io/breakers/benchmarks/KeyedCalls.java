package io.breakers.benchmarks;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.Keys;
import io.breakers.proxy.ProxyEngine;
import java.time.Duration;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Calls for 100 accounts in turn, with and without a breaker for each. */
public class KeyedCalls extends PerCall {
    private static final int ACCOUNTS = 100;

    @Param({"GENERATED", "JDK"})
    public ProxyEngine engine;

    private final String[] accounts =
            IntStream.range(0, ACCOUNTS).mapToObj(index -> "bank-" + index).toArray(String[]::new);
    private PaymentService keyed;
    private PaymentService unkeyed;
    private int next;

    @Setup
    public void protect() {
        unkeyed = Breakers.builder(PaymentService.class, new LivePayments())
                .engine(engine)
                .build();
        keyed = Breakers.builder(PaymentService.class, new LivePayments())
                .engine(engine)
                .breakerPer(
                        "pay", arguments -> arguments.get(0), Keys.atMost(1_000).idleFor(Duration.ofMinutes(10)))
                .build();
    }

    private String account() {
        next = next == ACCOUNTS - 1 ? 0 : next + 1;
        return accounts[next];
    }

    @Benchmark
    public long withKeys() {
        return keyed.pay(account(), cents);
    }

    @Benchmark
    public long withoutKeys() {
        return unkeyed.pay(account(), cents);
    }
}
