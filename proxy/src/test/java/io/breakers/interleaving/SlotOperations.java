package io.breakers.interleaving;

import io.breakers.api.BreakerConfig;
import io.breakers.reference.SequentialBreaker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * A breaker in HALF_OPEN, whose two slots for probes are free. Each thread can have two calls, so that up to four want
 * them.
 */
public class SlotOperations extends BreakerOperations {
    private static final long WAIT = 10;

    /** The number of the second call of the first thread. */
    private static final int SECOND = 4;

    private static final BreakerConfig CONFIG = config(1, 2, 2, WAIT, 1_000_000);

    public SlotOperations() {
        super(CONFIG);
        enter(0);
        fail(0);
        ticker.advanceNanos(WAIT);
        enter(0);
        cancel(0);
    }

    @Operation
    public String acquire(@Param(gen = ThreadIdGen.class) int thread) {
        return enter(thread);
    }

    /** Another call of the same thread. */
    @Operation
    public String acquireSecond(@Param(gen = ThreadIdGen.class) int thread) {
        return enter(SECOND + thread);
    }

    /** The same without threads. */
    public static class Model extends SequentialBreaker {
        public Model() {
            super(CONFIG);
            enter(0);
            end(0, "FAILURE");
            pass(WAIT);
            enter(0);
            cancel(0);
        }

        public String acquireSecond(int thread) {
            return enter(SECOND + thread);
        }
    }
}
