package io.breakers.benchmarks;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerState;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.internal.calls.CircuitBreaker;
import io.breakers.proxy.Breakers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Changes of the configuration of breakers that work, there and back; their windows are full and are kept. */
public class Changes extends PerCall {
    static final int MANY = 1_000;

    private static final BreakerConfig AT_HALF = failing(0.5, 100);
    private static final BreakerConfig SOONER = failing(0.4, 80);

    private final Map<CircuitBreaker, BreakerConfig> there = new LinkedHashMap<>();
    private final Map<CircuitBreaker, BreakerConfig> back = new LinkedHashMap<>();
    private Breaker one;
    private boolean changed;

    private static BreakerConfig failing(double share, int calls) {
        return BreakerConfig.builder()
                .tripWhen(TripRule.failureRate(share, Window.ofCalls(calls)))
                .build();
    }

    @Setup
    public void make() {
        one = working("payments");
        for (int i = 0; i < MANY; i++) {
            var breaker = (CircuitBreaker) working("payments " + i);
            there.put(breaker, SOONER);
            back.put(breaker, AT_HALF);
        }
    }

    private static Breaker working(String name) {
        Breaker breaker = Breakers.breaker(name, AT_HALF);
        for (int call = 0; call < 200; call++) {
            breaker.run(() -> {});
        }
        return breaker;
    }

    @TearDown(Level.Iteration)
    public void areStillClosed() {
        check(one.state(), BreakerState.CLOSED);
        there.keySet().forEach(breaker -> check(breaker.state(), BreakerState.CLOSED));
        if (one.revision() == 0 && there.keySet().iterator().next().revision() == 0) {
            throw new IllegalStateException("nothing was changed");
        }
    }

    /** With the first call after it, which finds a state that no thread has seen. */
    @Benchmark
    public long one() {
        changed = !changed;
        one.reconfigure(changed ? SOONER : AT_HALF, "tuned");
        one.run(() -> {});
        return one.revision();
    }

    @Benchmark
    public void many() {
        changed = !changed;
        CircuitBreaker.change(changed ? there : back, "tuned").run();
    }
}
