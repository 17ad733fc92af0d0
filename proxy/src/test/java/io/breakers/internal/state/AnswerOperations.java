package io.breakers.internal.state;

import io.breakers.api.BreakerConfig;
import io.breakers.api.TripRule;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;

/** What threads do to the count of successful probes, of which three are needed. */
public class AnswerOperations {
    private static final int NEEDED = 3;

    private final HalfOpen state;

    public AnswerOperations() {
        BreakerConfig config = BreakerConfig.builder().successThreshold(NEEDED).build();
        var machine = new StateMachine("payments", config, false);
        var trip = new Trip(1, TripRule.consecutiveFailures(1), null);
        var link = new TransitionLink("payments", 0);
        this.state = new HalfOpen(machine, machine.current().settings, link, 1, trip, List.of());
    }

    /** Whether that was the last one needed. */
    @Operation
    public boolean succeed() {
        return state.succeeded() == 0;
    }

    /** The same without threads. */
    public static class Model {
        private int successes;

        public boolean succeed() {
            return ++successes == NEEDED;
        }
    }
}
