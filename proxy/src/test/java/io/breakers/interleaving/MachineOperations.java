package io.breakers.interleaving;

import io.breakers.api.BreakerConfig;
import io.breakers.reference.SequentialBreaker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/** A breaker through all its states, with time passing. */
public class MachineOperations extends BreakerOperations {
    private static final long WAIT = 10;
    private static final BreakerConfig CONFIG = config(2, 1, 1, WAIT, 1_000_000);

    public MachineOperations() {
        super(CONFIG);
    }

    @Operation
    public String acquire(@Param(gen = ThreadIdGen.class) int thread) {
        return enter(thread);
    }

    @Operation(nonParallelGroup = "time")
    public String success(@Param(gen = ThreadIdGen.class) int thread) {
        return succeed(thread);
    }

    @Operation(nonParallelGroup = "time")
    public String failure(@Param(gen = ThreadIdGen.class) int thread) {
        return fail(thread);
    }

    @Operation(nonParallelGroup = "time")
    public void tick() {
        ticker.advanceNanos(WAIT);
    }

    @Operation
    public void forceOpen() {
        breaker.operator().forceOpen("by a test");
    }

    @Operation
    public void reset() {
        breaker.operator().reset("by a test");
    }

    /** The same without threads. */
    public static class Model extends SequentialBreaker {
        public Model() {
            super(CONFIG);
        }

        public void tick() {
            pass(WAIT);
        }
    }
}
