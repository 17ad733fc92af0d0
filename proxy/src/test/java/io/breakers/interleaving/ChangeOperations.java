package io.breakers.interleaving;

import io.breakers.api.BreakerConfig;
import io.breakers.reference.SequentialBreaker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * The limit of failures is changed, and an operator trips, while calls fail that were let in before, and others: one failure has come, two or three of them trip.
 *
 * <p>There is no success, for the reason given in {@link TripOperations}.
 */
public class ChangeOperations extends BreakerOperations {
    private static final int LOOSE = 3;
    private static final int STRICT = 2;

    public ChangeOperations() {
        super(limit(LOOSE));
        enter(0);
        fail(0);
        enter(0);
        enter(1);
    }

    private static BreakerConfig limit(int failures) {
        return config(failures, 1, 1, 1_000_000, 1_000_000);
    }

    private void change(int failures) {
        breaker.operator()
                .reconfigure(
                        breaker.config().toBuilder().failureThreshold(failures).build(), "changed");
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
    public void loosen() {
        change(LOOSE);
    }

    @Operation
    public void tighten() {
        change(STRICT);
    }

    @Operation
    public boolean trip() {
        return breaker.operator().trip("tripped", null);
    }

    @Operation
    public void reset() {
        breaker.operator().reset("reset");
    }

    /** The same without threads. */
    public static class Model extends SequentialBreaker {
        public Model() {
            super(limit(LOOSE));
            enter(0);
            end(0, "FAILURE");
            enter(0);
            enter(1);
        }

        public void loosen() {
            change(limit(LOOSE));
        }

        public void tighten() {
            change(limit(STRICT));
        }
    }
}
