package io.breakers.benchmarks;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/** Decides which calls of one thread fail, by the amounts for {@link MoodyPayments}. */
@State(Scope.Thread)
public class FailureStream {
    private static final long FAILS = -1;
    private static final long SUCCEEDS = 1_000_000;

    /** How many iterations of the warm-up are healthy if any are: the others compile what fails. */
    private static final int HEALTHY_ITERATIONS = 2;

    /** Whether the calls succeed at first, as before an outage. If not, the compiler sees failures from the start. */
    @Param({"false", "true"})
    public boolean healthyBefore;

    private int iterations;
    private boolean healthy;
    private int calls;

    @Setup(Level.Iteration)
    public void begin(IterationParams iteration) {
        healthy = healthyBefore && iteration.getType() == IterationType.WARMUP && iterations < HEALTHY_ITERATIONS;
        iterations++;
    }

    /** One failure in a hundred calls. */
    long seldom() {
        return !healthy && isTurn(100) ? FAILS : SUCCEEDS;
    }

    /**
     * One success in fifty calls. Of any hundred calls by two threads, one thread made fifty in a row, so that no
     * window of a hundred is all failures, and a breaker that trips only at 100 % stays closed.
     */
    long mostly() {
        return healthy || isTurn(50) ? SUCCEEDS : FAILS;
    }

    private boolean isTurn(int period) {
        calls = calls == 0 ? period - 1 : calls - 1;
        return calls == 0;
    }
}
