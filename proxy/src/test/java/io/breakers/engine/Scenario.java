package io.breakers.engine;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** What is done to the engine by several threads, and what it is held against: the same for one thread. */
enum Scenario {
    MACHINE(MachineOperations.class, MachineOperations.Model.class, 3),
    TRIPS(TripOperations.class, TripOperations.Model.class, 1),
    PROBE(ProbeOperations.class, ProbeOperations.Model.class, 1),
    PLACES(PlaceOperations.class, PlaceOperations.Model.class, 0),
    ANSWERS(AnswerOperations.class, AnswerOperations.Model.class, 0),
    LEASES(LeaseOperations.class, LeaseOperations.Model.class, 1),
    ENDS(EndOperations.class, EndOperations.Model.class, 0),
    QUIET(QuietOperations.class, QuietOperations.Model.class, 0),
    ROW(RowOperations.class, RowOperations.Model.class, 1),
    MINIMUM(MinimumOperations.class, MinimumOperations.Model.class, 0),
    CALL_WINDOW(CallWindowOperations.class, CallWindowOperations.Model.class, 2),
    TIME_WINDOW(TimeWindowOperations.class, TimeWindowOperations.Model.class, 2),
    MARKS(MarksOperations.class, MarksOperations.Model.class, 3),
    COUNTERS(CounterOperations.class, CounterOperations.Model.class, 1);

    private final Class<?> operations;
    private final Class<?> model;

    /** How many operations one thread does before the others start: as many as it takes to come to where it gets interesting. */
    private final int before;

    Scenario(Class<?> operations, Class<?> model, int before) {
        this.operations = operations;
        this.model = model;
        this.before = before;
    }

    /** Tries interleavings of so many random sequences of operations, systematically. */
    void explore(int iterations) {
        ModelCheckingOptions options = new ModelCheckingOptions()
                .iterations(iterations)
                .invocationsPerIteration(200)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(before)
                .actorsAfter(2)
                .minimizeFailedScenario(false)
                .sequentialSpecification(model);
        if (BreakerOperations.class.isAssignableFrom(operations)) {
            // The counters have a scenario of their own; here they would only take up interleavings.
            options.addGuarantee(forClasses(Statistics.class.getName(), Counts.class.getName())
                    .allMethods()
                    .treatAsAtomic());
        }
        options.check(operations);
    }

    /** Runs so many random sequences of operations on real threads. */
    void stress(int iterations) {
        new StressOptions()
                .iterations(iterations)
                .invocationsPerIteration(200)
                .threads(2)
                .actorsPerThread(3)
                .minimizeFailedScenario(false)
                .sequentialSpecification(model)
                .check(operations);
    }
}
