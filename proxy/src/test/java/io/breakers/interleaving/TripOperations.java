package io.breakers.interleaving;

import io.breakers.api.BreakerConfig;
import io.breakers.reference.SequentialBreaker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * Failures of several threads at once, each of which begins with a call in flight, and an operator, while no time
 * passes.
 *
 * <p>There is no success: between the failure that completes the count and the trip, another thread's success can begin
 * a new count, and it can still see CLOSED.
 */
public class TripOperations extends BreakerOperations {
    private static final BreakerConfig CONFIG = config(2, 1, 1, 1_000_000, 1_000_000);

    public TripOperations() {
        super(CONFIG);
        enter(0);
        enter(1);
    }

    @Operation
    public String acquire(@Param(gen = ThreadIdGen.class) int thread) {
        return enter(thread);
    }

    @Operation
    public String failure(@Param(gen = ThreadIdGen.class) int thread) {
        return fail(thread);
    }

    @Operation
    public void forceOpen() {
        breaker.operator().forceOpen("by a test");
    }

    @Operation
    public void disable() {
        breaker.operator().disable("by a test");
    }

    @Operation
    public void reset() {
        breaker.operator().reset("by a test");
    }

    /** The same without threads. */
    public static class Model extends SequentialBreaker {
        public Model() {
            super(CONFIG);
            enter(0);
            enter(1);
        }
    }
}
