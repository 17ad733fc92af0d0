package io.breakers.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The base of all benchmarks: nanoseconds per call, and arguments that the compiler cannot treat as constants. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(2)
public abstract class PerCall {
    String account = "4711";

    /** Large, so that a boxed result is an object of its own and not a cached one. */
    long cents = 1_000_000;

    /** Fails a benchmark that measured something else than it says. */
    static void check(Object actual, Object expected) {
        if (actual != expected) {
            throw new IllegalStateException("expected " + expected + ", is " + actual);
        }
    }
}
