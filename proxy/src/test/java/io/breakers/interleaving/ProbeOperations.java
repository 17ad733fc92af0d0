package io.breakers.interleaving;

import io.breakers.api.BreakerConfig;
import io.breakers.reference.SequentialBreaker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * A breaker whose wait has just ended, with one slot for a probe, so that a second one shows; three have to succeed.
 */
public class ProbeOperations extends BreakerOperations {
    private static final long WAIT = 10;
    private static final BreakerConfig CONFIG = config(1, 1, 3, WAIT, 1_000_000);

    public ProbeOperations() {
        super(CONFIG);
        enter(0);
        fail(0);
        ticker.advanceNanos(WAIT);
    }

    @Operation
    public String acquire(@Param(gen = ThreadIdGen.class) int thread) {
        return enter(thread);
    }

    @Operation
    public String success(@Param(gen = ThreadIdGen.class) int thread) {
        return succeed(thread);
    }

    @Operation
    public String failure(@Param(gen = ThreadIdGen.class) int thread) {
        return fail(thread);
    }

    /** The same without threads. */
    public static class Model extends SequentialBreaker {
        public Model() {
            super(CONFIG);
            enter(0);
            end(0, "FAILURE");
            pass(WAIT);
        }
    }
}
