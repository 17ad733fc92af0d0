package io.breakers.interleaving;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever the interleaving, what threads see of the engine is what they would see one after the other (S20, S21, S42).
 */
@Tag("lincheck")
class LinearizabilityTest {
    private static final int ITERATIONS = Integer.getInteger("breakers.lincheck.iterations", 4);

    @ParameterizedTest
    @EnumSource
    void everyInterleavingLooksLikeASequence(Scenario scenario) {
        scenario.explore(ITERATIONS);
    }

    /**
     * On real threads those alone with which jcstress does not race: each run of Lincheck rewrites classes of the JDK
     * once more, and a JVM 25 takes longer for it each time.
     */
    @ParameterizedTest
    @EnumSource(
            names = {
                "MACHINE",
                "LEASES",
                "RAMP",
                "SPARED",
                "FAST_PATH",
                "KEYS",
                "ROW",
                "CALL_WINDOW",
                "TIME_WINDOW",
                "BAD_CALLS",
                "CELLS",
                "COUNTERS"
            })
    void underStressItLooksLikeASequence(Scenario scenario) {
        scenario.stress(ITERATIONS);
    }
}
