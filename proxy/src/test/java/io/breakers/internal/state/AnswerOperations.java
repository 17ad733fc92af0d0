package io.breakers.internal.state;

import io.breakers.api.BreakerConfig;
import io.breakers.api.RuleReading;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;

/** What threads do to the count of probes, of which three of five have to succeed. */
public class AnswerOperations {
    private static final int NEEDED = 3;
    private static final int OF = 5;

    private final HalfOpen state;

    public AnswerOperations() {
        BreakerConfig config =
                BreakerConfig.builder().successThreshold(NEEDED, OF).build();
        var machine = new StateMachine("payments", config, false);
        var trip = new Trip(1, new RuleReading(TripRule.consecutiveFailures(1), new Transition.Counts(1, 1)), null);
        var link = new TransitionLink("payments", 0);
        this.state = new HalfOpen(machine, machine.current().settings, link, 1, trip, List.of());
    }

    /** Whether that is the last one needed. */
    @Operation
    public boolean succeed() {
        return state.endsState(new Lease(0, 1, Long.MAX_VALUE), 1, 0, null);
    }

    /** Whether that is the first one too many. */
    @Operation
    public boolean fail() {
        return state.endsState(new Lease(0, 1, Long.MAX_VALUE), 0, 1, null);
    }

    /** The same without threads: what decides is not counted. */
    public static class Model {
        private int successes;
        private int failures;

        public boolean succeed() {
            boolean decides = successes + 1 == NEEDED;
            successes += decides ? 0 : 1;
            return decides;
        }

        public boolean fail() {
            boolean decides = failures == OF - NEEDED;
            failures += decides ? 0 : 1;
            return decides;
        }
    }
}
