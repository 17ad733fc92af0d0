package io.breakers.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Decides which calls of one thread fail, by the amounts for {@link MoodyPayments}. */
@State(Scope.Thread)
public class FailureStream {
    private static final long FAILS = -1;
    private static final long SUCCEEDS = 1_000_000;

    /**
     * How many calls of a thread succeed before the first fails. None is the worst case for the compiler. So many that compiled
     * code has seen no failure are what comes before an outage.
     */
    @Param({"0", "3000000"})
    public int healthyBefore;

    private int healthy;
    private int calls;

    @Setup
    public void begin() {
        healthy = healthyBefore;
    }

    /** One failure in a hundred calls. */
    long seldom() {
        return !isHealthy() && isTurn(100) ? FAILS : SUCCEEDS;
    }

    /**
     * One success in fifty calls. Of any hundred calls by two threads, one thread made fifty in a row, so that no
     * window of a hundred is all failures, and a breaker that trips only at 100 % stays closed.
     */
    long mostly() {
        return isHealthy() || isTurn(50) ? SUCCEEDS : FAILS;
    }

    private boolean isHealthy() {
        if (healthy == 0) {
            return false;
        }
        healthy--;
        return true;
    }

    private boolean isTurn(int period) {
        calls = calls == 0 ? period - 1 : calls - 1;
        return calls == 0;
    }
}
