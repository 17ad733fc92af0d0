package io.breakers.engine;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the interleaving, what threads see of the engine is what they would see one after the other (S20, S21, S42). */
class LinearizabilityTest {
    private static final int ITERATIONS = Integer.getInteger("breakers.lincheck.iterations", 4);

    @ParameterizedTest
    @EnumSource
    void everyInterleavingLooksLikeASequence(Checked checked) {
        checked.check(checked.operations, ITERATIONS);
    }

    @ParameterizedTest
    @EnumSource
    void underStressItLooksLikeASequence(Checked checked) {
        new StressOptions()
                .iterations(ITERATIONS)
                .invocationsPerIteration(200)
                .threads(2)
                .actorsPerThread(3)
                .sequentialSpecification(checked.model)
                .check(checked.operations);
    }

    /** What is checked, and what it is held against. */
    enum Checked {
        MACHINE(MachineOperations.class, MachineModel.class),
        MARKS(MarksOperations.class, MarksOperations.Model.class),
        COUNTERS(CounterOperations.class, CounterOperations.Model.class);

        final Class<?> operations;
        final Class<?> model;

        Checked(Class<?> operations, Class<?> model) {
            this.operations = operations;
            this.model = model;
        }

        /** Model-checks {@code operations}, which are these, or these of a mutant. */
        void check(Class<?> operations, int iterations) {
            new ModelCheckingOptions()
                    .iterations(iterations)
                    .invocationsPerIteration(300)
                    .threads(2)
                    .actorsPerThread(3)
                    .actorsBefore(3)
                    .actorsAfter(2)
                    .minimizeFailedScenario(false)
                    .sequentialSpecification(model)
                    .check(operations);
        }
    }
}
