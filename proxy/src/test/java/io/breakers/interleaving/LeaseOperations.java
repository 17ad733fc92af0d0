package io.breakers.interleaving;

import io.breakers.api.BreakerConfig;
import io.breakers.reference.SequentialBreaker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/** One of two probes is with the target, both have to succeed, and time passes: a lease at a time. */
public class LeaseOperations extends BreakerOperations {
    private static final long WAIT = 10;
    private static final long LEASE = 40;

    /** The number of the call that is with the target; no thread has it, so that any may end it. */
    private static final int FIRST = 4;

    private static final BreakerConfig CONFIG = config(1, 2, 2, WAIT, LEASE);

    public LeaseOperations() {
        super(CONFIG);
        enter(0);
        fail(0);
        ticker.advanceNanos(WAIT);
        enter(FIRST);
    }

    @Operation(nonParallelGroup = "time")
    public String acquire(@Param(gen = ThreadIdGen.class) int thread) {
        return enter(thread);
    }

    @Operation
    public String success(@Param(gen = ThreadIdGen.class) int thread) {
        return succeed(thread);
    }

    @Operation(nonParallelGroup = "time")
    public String successOfFirst() {
        return succeed(FIRST);
    }

    @Operation(nonParallelGroup = "time")
    public void tick() {
        ticker.advanceNanos(LEASE);
    }

    /** The same without threads. */
    public static class Model extends SequentialBreaker {
        public Model() {
            super(CONFIG);
            enter(0);
            end(0, "FAILURE");
            pass(WAIT);
            enter(FIRST);
        }

        public String successOfFirst() {
            return end(FIRST, "SUCCESS");
        }

        public void tick() {
            pass(LEASE);
        }
    }
}
