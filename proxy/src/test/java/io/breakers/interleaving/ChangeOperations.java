package io.breakers.interleaving;

import io.breakers.api.BreakerConfig;
import io.breakers.reference.SequentialBreaker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * The limit of failures is changed, and an operator trips, while calls fail that were let in before, and others: one
 * failure has come, two or three of them trip.
 *
 * <p>There is no success, for the reason given in {@link TripOperations}.
 */
public class ChangeOperations extends BreakerOperations {
    private static final int LOOSE = 3;
    private static final int STRICT = 2;

    private final BreakerConfig loose;
    private final BreakerConfig strict;

    public ChangeOperations() {
        super(limit(LOOSE));
        loose = breaker.config();
        strict = loose.toBuilder().failureThreshold(STRICT).build();
        enter(0);
        fail(0);
        enter(0);
        enter(1);
    }

    private static BreakerConfig limit(int failures) {
        return config(failures, 1, 1, 1_000_000, 1_000_000);
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
        breaker.operator().change(loose, "changed");
        breaker.operator().tell();
    }

    @Operation
    public void tighten() {
        breaker.operator().change(strict, "changed");
        breaker.operator().tell();
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
        private static final BreakerConfig LOOSE_ONE = limit(LOOSE);
        private static final BreakerConfig STRICT_ONE = limit(STRICT);

        public Model() {
            super(LOOSE_ONE);
            enter(0);
            end(0, "FAILURE");
            enter(0);
            enter(1);
        }

        public void loosen() {
            change(LOOSE_ONE);
        }

        public void tighten() {
            change(STRICT_ONE);
        }
    }
}
