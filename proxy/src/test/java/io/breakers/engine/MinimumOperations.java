package io.breakers.engine;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** One pass and one mark come to a window of two calls, which is all that its minimum takes, at a rate of a half: in either order, the second fires. */
public class MinimumOperations {
    private final RateWindow window = new CallWindow(2, 2, new Share(0.5));
    private volatile boolean passed;
    private volatile boolean marked;
    private volatile boolean fired;

    @Operation(runOnce = true)
    public void pass() {
        if ((window.pass(0) != null)) {
            fired = true;
        }
        passed = true;
    }

    @Operation(runOnce = true)
    public void mark() {
        if ((window.mark(0) != null)) {
            fired = true;
        }
        marked = true;
    }

    /** Leaves everything as it is. */
    @Operation
    public void read() {
        window.content(0);
    }

    @Validate
    public void theSecondFires() {
        if (fired != (passed && marked)) {
            throw new AssertionError("fired: " + fired + ", passed: " + passed + ", marked: " + marked);
        }
    }

    /** The same without threads: there is nothing to see but the end. */
    public static class Model {
        public void pass() {}

        public void mark() {}

        public void read() {}
    }
}
