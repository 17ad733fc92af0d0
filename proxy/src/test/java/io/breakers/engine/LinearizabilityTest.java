package io.breakers.engine;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the interleaving, what threads see of the engine is what they would see one after the other (S20, S21, S42). */
class LinearizabilityTest {
    private static final int ITERATIONS = Integer.getInteger("breakers.lincheck.iterations", 4);

    @ParameterizedTest
    @EnumSource
    void everyInterleavingLooksLikeASequence(Scenario scenario) {
        scenario.explore(ITERATIONS);
    }

    @ParameterizedTest
    @EnumSource
    void underStressItLooksLikeASequence(Scenario scenario) {
        scenario.stress(ITERATIONS);
    }
}
