package io.breakers.internal.rules;

import java.util.concurrent.atomic.LongAdder;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Two bad calls come to a window of twenty nanoseconds, one at 7 and one at 20. In whichever order they are recorded, a
 * good call at 33 finds the later one in the window, and fires.
 */
public class LastBadOperations {
    private final RateWindow window = new TimeWindow(TimeWindow.BUCKETS, 2, new RateThreshold(0.5), 0, LongAdder::new);
    private volatile boolean lateEnded;

    @Operation(runOnce = true)
    public void early() {
        window.bad(7);
    }

    @Operation(runOnce = true)
    public void late() {
        window.bad(20);
        lateEnded = true;
    }

    /** Leaves everything as it is. */
    @Operation
    public void read() {
        window.content(20);
    }

    @Validate
    public void aGoodCallFindsTheLaterOne() {
        boolean fired = window.good(33) != null;
        if (fired != lateEnded) {
            throw new AssertionError("fired: " + fired + ", late: " + lateEnded);
        }
    }

    /** The same without threads: there is nothing to see but the end. */
    public static class Model {
        public void early() {}

        public void late() {}

        public void read() {}
    }
}
