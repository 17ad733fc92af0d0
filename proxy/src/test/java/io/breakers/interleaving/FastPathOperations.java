package io.breakers.interleaving;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerStats;
import io.breakers.internal.state.CallAccounts;
import io.breakers.internal.state.Permit;
import io.breakers.internal.state.StateMachine;
import io.breakers.reference.SequentialBreaker;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Calls as proxies make them, one after the other, of a breaker that nobody hears, one failure before the trip:
 * successes that are only counted, against failures and an operator.
 *
 * <p>All failures come from the thread that looks. Between the failure that completes the count and the trip, another
 * thread's success can begin a new count, and that thread can still be let in: nothing comes of it, so it is not asked
 * whether it was.
 */
public class FastPathOperations {
    private static final int THREADS = 8;
    private static final BreakerConfig CONFIG = BreakerOperations.config(2, 1, 1, 1_000_000, 1_000_000).toBuilder()
            .ticker(() -> 0)
            .build();

    private final StateMachine breaker = new StateMachine("payments", CONFIG, false);
    private final CallAccounts accounts = breaker.accounts();
    private final Permit[] permits = new Permit[THREADS];
    private final Thread[] owners = new Thread[THREADS];
    private final AtomicLong successes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong(1);

    public FastPathOperations() {
        accounts.failed((Permit) accounts.enter(), 0, new IOException("down"));
        enter(0);
        enter(1);
    }

    /** Returns whether it was let in. A call that is under way is given up first. */
    private boolean enter(int thread) {
        if (permits[thread] != null) {
            accounts.cancelled(permits[thread], 0);
        }
        permits[thread] = accounts.enter() instanceof Permit permit ? permit : null;
        owners[thread] = Thread.currentThread();
        return permits[thread] != null;
    }

    @Operation
    public void begin(@Param(gen = ThreadIdGen.class) int thread) {
        enter(thread);
    }

    @Operation
    public String success(@Param(gen = ThreadIdGen.class) int thread) {
        Permit permit = permits[thread];
        permits[thread] = null;
        if (permit != null) {
            successes.incrementAndGet();
            boolean own = owners[thread] == Thread.currentThread();
            if (!own || !CallAccounts.trySucceedFast(permit)) {
                accounts.succeeded(permit, 0);
            }
        }
        enter(thread);
        return "done";
    }

    @Operation(nonParallelGroup = "looks")
    public String failure(@Param(gen = ThreadIdGen.class) int thread) {
        Permit permit = permits[thread];
        permits[thread] = null;
        if (permit != null) {
            failures.incrementAndGet();
            accounts.failed(permit, 0, new IOException("down"));
        }
        enter(thread);
        return "done";
    }

    @Operation
    public void reset() {
        breaker.operator().reset("by a test");
    }

    @Operation(nonParallelGroup = "looks")
    public boolean passes(@Param(gen = ThreadIdGen.class) int thread) {
        return enter(thread);
    }

    @Operation(nonParallelGroup = "looks")
    public String state() {
        return breaker.state().name();
    }

    @Validate
    public void nothingIsLost() {
        BreakerStats stats = accounts.stats();
        String told = successes + " successes, " + failures + " failures";
        String counted = stats.successes() + " successes, " + stats.failures() + " failures";
        if (!counted.equals(told)) {
            throw new AssertionError("counted " + counted + " of " + told);
        }
    }

    /** The same without threads. */
    public static class Model extends SequentialBreaker {
        public Model() {
            super(CONFIG);
            begin(0);
            failure(0);
            begin(1);
        }

        public void begin(int thread) {
            cancel(thread);
            acquire(thread);
        }

        @Override
        public String success(int thread) {
            super.success(thread);
            acquire(thread);
            return "done";
        }

        @Override
        public String failure(int thread) {
            super.failure(thread);
            acquire(thread);
            return "done";
        }

        public boolean passes(int thread) {
            cancel(thread);
            return acquire(thread).equals("permit");
        }
    }
}
