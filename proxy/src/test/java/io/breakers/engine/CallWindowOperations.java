package io.breakers.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * What threads do to a window of eight calls, of which two suffice, at a rate of a half.
 *
 * <p>A call is recorded and then judged, so no order of whole steps explains what a reader sees in between. What came of it all is asked at the end, as far as it is the same in every order.
 */
public class CallWindowOperations {
    private static final int SIZE = 8;
    private static final int MINIMUM = 2;
    private static final double RATE = 0.5;

    /** So many marks fire in a full window, which need not remember more. */
    private static final int LIMIT = 4;

    private final RateWindow window = new CallWindow(SIZE, MINIMUM, new Share(RATE));
    private final AtomicInteger passes = new AtomicInteger();
    private final AtomicInteger marks = new AtomicInteger();
    private volatile boolean fired;

    @Operation
    public void pass() {
        passes.incrementAndGet();
        if (window.pass(0) != null) {
            fired = true;
        }
    }

    @Operation
    public void mark() {
        marks.incrementAndGet();
        if (window.mark(0) != null) {
            fired = true;
        }
    }

    /** Leaves everything as it is. */
    @Operation
    public void read() {
        window.content(0);
    }

    @Validate
    public void nothingIsLost() {
        int marked = marks.get();
        int calls = passes.get() + marked;
        RateWindow.Content content = window.content(0);
        int least = Math.min(LIMIT, Math.max(0, marked - Math.max(0, calls - SIZE)));
        boolean complete = content.calls() == Math.min(SIZE, calls)
                && content.marked() >= least
                && content.marked() <= Math.min(content.calls(), marked);
        // Whatever the order, these were the last call and the ones before it.
        boolean mustHaveFired = calls >= MINIMUM && calls <= SIZE && marked >= RATE * calls;
        if (!complete || (mustHaveFired && !fired) || (fired && marked == 0)) {
            throw new AssertionError(
                    content + " of " + calls + " calls, " + marked + " of them marked; fired: " + fired);
        }
    }

    /** The same without threads: there is nothing to see but the end. */
    public static class Model {
        public void pass() {}

        public void mark() {}

        public void read() {}
    }
}
