package io.breakers.benchmarks;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Decides which calls of one thread fail, by the amounts for {@link MoodyPayments}. */
@State(Scope.Thread)
public class FailureStream {
    private static final long FAILS = -1;
    private static final long SUCCEEDS = 1_000_000;

    private int calls;

    /** One failure in a hundred calls. */
    long seldom() {
        return isTurn(100) ? FAILS : SUCCEEDS;
    }

    /**
     * One success in fifty calls. Of any hundred calls by two threads, one thread made fifty in a row, so that no
     * window of a hundred is all failures, and a breaker that trips only at 100 % stays closed.
     */
    long mostly() {
        return isTurn(50) ? SUCCEEDS : FAILS;
    }

    private boolean isTurn(int period) {
        calls = calls == 0 ? period - 1 : calls - 1;
        return calls == 0;
    }
}
