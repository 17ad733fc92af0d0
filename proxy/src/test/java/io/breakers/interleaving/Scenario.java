package io.breakers.interleaving;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.breakers.api.BreakerConfig;
import io.breakers.internal.calls.CircuitBreaker;
import io.breakers.internal.calls.EndOperations;
import io.breakers.internal.calls.KeyOperations;
import io.breakers.internal.counting.CellOperations;
import io.breakers.internal.counting.CounterOperations;
import io.breakers.internal.counting.OverflowOperations;
import io.breakers.internal.counting.Statistics;
import io.breakers.internal.rules.BadCallsOperations;
import io.breakers.internal.rules.CallWindowOperations;
import io.breakers.internal.rules.DelayedCallOperations;
import io.breakers.internal.rules.LastBadOperations;
import io.breakers.internal.rules.MinimumOperations;
import io.breakers.internal.rules.RowOperations;
import io.breakers.internal.rules.TimeWindowOperations;
import io.breakers.internal.rules.WindowHistory;
import io.breakers.internal.settings.Settings;
import io.breakers.internal.state.AnswerOperations;
import java.util.concurrent.ConcurrentHashMap;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** What is done to the engine by several threads, and what it is held against: the same for one thread. */
public enum Scenario {
    MACHINE(MachineOperations.class, MachineOperations.Model.class, 3),
    TRIPS(TripOperations.class, TripOperations.Model.class, 1),
    PROBE(ProbeOperations.class, ProbeOperations.Model.class, 1),
    SLOTS(SlotOperations.class, SlotOperations.Model.class, 0),
    RAMP(RampOperations.class, RampOperations.Model.class, 0),
    SPARED(SparedOperations.class, SparedOperations.Model.class, 0),
    ANSWERS(AnswerOperations.class, AnswerOperations.Model.class, 0),
    LEASES(LeaseOperations.class, LeaseOperations.Model.class, 1),
    CHANGES(ChangeOperations.class, ChangeOperations.Model.class, 0, 2, 2),
    ENDS(EndOperations.class, EndOperations.Model.class, 0),
    KEYS(KeyOperations.class, KeyOperations.Model.class, 0, 1, 0),
    FAST_PATH(FastPathOperations.class, FastPathOperations.Model.class, 0),
    ROW(RowOperations.class, RowOperations.Model.class, 1),
    MINIMUM(MinimumOperations.class, MinimumOperations.Model.class, 0),
    CALL_WINDOW(CallWindowOperations.class, CallWindowOperations.Model.class, 2),
    TIME_WINDOW(TimeWindowOperations.class, TimeWindowOperations.Model.class, 2),
    LAST_BAD(LastBadOperations.class, LastBadOperations.Model.class, 0),
    DELAYED_CALLS(DelayedCallOperations.class, TimeWindowOperations.Model.class, 0, 1, 0),
    BAD_CALLS(BadCallsOperations.class, BadCallsOperations.Model.class, 3),
    CELLS(CellOperations.class, CellOperations.Model.class, 0),
    OVERFLOW(OverflowOperations.class, CellOperations.Model.class, 0),
    COUNTERS(CounterOperations.class, CounterOperations.Model.class, 1);

    private final Class<?> operations;
    private final Class<?> model;

    /**
     * How many operations one thread does before the others start: as many as it takes to come to where it gets
     * interesting.
     */
    private final int before;

    /**
     * How many operations each thread does while the other does, too: the fewer, the more of their interleavings are
     * tried.
     */
    private final int meanwhile;

    /** How many one thread does at the end, to see what came of it. */
    private final int after;

    Scenario(Class<?> operations, Class<?> model, int before) {
        this(operations, model, before, 3, 2);
    }

    Scenario(Class<?> operations, Class<?> model, int before, int meanwhile, int after) {
        this.operations = operations;
        this.model = model;
        this.before = before;
        this.meanwhile = meanwhile;
        this.after = after;
    }

    /** Tries interleavings of so many random sequences of operations, systematically. */
    void explore(int iterations) {
        ModelCheckingOptions options = new ModelCheckingOptions()
                .iterations(iterations)
                .invocationsPerIteration(200)
                .threads(2)
                .actorsPerThread(meanwhile)
                .actorsBefore(before)
                .actorsAfter(after)
                .minimizeFailedScenario(false)
                .sequentialSpecification(model);
        // They are no part of the engine.
        options.addGuarantee(forClasses(MutantSwitch.class.getName(), WindowHistory.class.getName())
                .allMethods()
                .ignore());
        if (BreakerOperations.class.isAssignableFrom(operations) || this == KEYS) {
            // What never changes has no interleavings.
            options.addGuarantee(forClasses(BreakerConfig.class.getName(), Settings.class.getName())
                    .allMethods()
                    .treatAsAtomic());
            // The counters have a scenario of their own; here they would only take up interleavings.
            options.addGuarantee(forClasses(Statistics.class.getName(), "io.breakers.internal.counting.Cells")
                    .allMethods()
                    .treatAsAtomic());
        }
        if (this == KEYS) {
            // A breaker that is being made is seen by nobody, and the map is the platform's.
            options.addGuarantee(
                    forClasses(CircuitBreaker.class.getName()).methods("create").treatAsAtomic());
            options.addGuarantee(
                    forClasses(ConcurrentHashMap.class.getName()).allMethods().treatAsAtomic());
            KeyOperations.races().forEach(options::addCustomScenario);
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
