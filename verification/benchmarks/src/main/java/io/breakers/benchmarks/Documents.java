package io.breakers.benchmarks;

import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.Settings;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** P18: one document changes all breakers of a registry, wait and rules. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Documents {
    @Param({"1000", "10000"})
    int breakers;

    private final BreakerRegistry registry = BreakerRegistry.builder().quiet().build();
    private Settings next = Settings.of(Map.of("defaults.open-for", "10s"));
    private Settings last = Settings.of(Map.of("defaults.open-for", "20s", "defaults.failure-rate", "50%"));

    @Setup
    public void make() {
        for (int i = 0; i < breakers; i++) {
            registry.breaker("b" + i);
        }
    }

    @Benchmark
    public Settings apply() {
        Settings applied = next;
        registry.apply(applied);
        next = last;
        last = applied;
        return applied;
    }
}
