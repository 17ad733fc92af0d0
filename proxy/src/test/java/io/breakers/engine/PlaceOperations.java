package io.breakers.engine;

import io.breakers.api.BreakerConfig;
import io.breakers.reference.SequentialBreaker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/** A breaker in HALF_OPEN, whose one place for a probe has just been given back. */
public class PlaceOperations extends BreakerOperations {
    private static final long WAIT = 10;
    private static final BreakerConfig CONFIG = config(1, 1, 1, WAIT, 1_000_000);

    public PlaceOperations() {
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
    }
}
