package io.breakers.internal.rules;

import java.util.concurrent.atomic.LongAdder;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * One good call and one bad call come to a window of two calls, which is all that its minimum takes, at a rate of a
 * half: in either order, the second fires.
 */
public class MinimumOperations {
    private final RateWindow window = new CallWindow(2, 2, new RateThreshold(0.5), new LongAdder());
    private volatile boolean goodEnded;
    private volatile boolean badEnded;
    private volatile boolean fired;

    @Operation(runOnce = true)
    public void good() {
        if (window.good(0) != null) {
            fired = true;
        }
        goodEnded = true;
    }

    @Operation(runOnce = true)
    public void bad() {
        if (window.bad(0) != null) {
            fired = true;
        }
        badEnded = true;
    }

    /** Leaves everything as it is. */
    @Operation
    public void read() {
        window.content(0);
    }

    @Validate
    public void theSecondFires() {
        if (fired != (goodEnded && badEnded)) {
            throw new AssertionError("fired: " + fired + ", goodEnded: " + goodEnded + ", badEnded: " + badEnded);
        }
    }

    /** The same without threads: there is nothing to see but the end. */
    public static class Model {
        public void good() {}

        public void bad() {}

        public void read() {}
    }
}
