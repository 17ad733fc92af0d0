package io.breakers.engine;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.TripRule;
import org.jetbrains.lincheck.datastructures.Operation;

/** What threads do to the count of successful probes, of which three are needed. */
public class AnswerOperations {
    private static final int NEEDED = 3;

    private final HalfOpen state;

    public AnswerOperations() {
        BreakerConfig config = BreakerConfig.builder().successThreshold(NEEDED).build();
        var settings = new Settings(config, BreakerListener.NONE);
        var opened = new Open(settings, Step.first(), 0, 1, 1, TripRule.consecutiveFailures(1), null);
        this.state = new HalfOpen(settings, opened.step, opened, 1);
    }

    /** Whether that was the last one needed. */
    @Operation
    public boolean succeed() {
        return state.succeeded();
    }

    /** The same without threads. */
    public static class Model {
        private int successes;

        public boolean succeed() {
            return ++successes == NEEDED;
        }
    }
}
