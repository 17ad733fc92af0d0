package io.breakers.internal.rules;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;

/**
 * What threads do to a window of eight calls, of which two suffice, at a rate of a half.
 *
 * <p>A call is recorded and then judged, so no order of whole steps explains what a reader sees in between. What came
 * of it all is asked at the end, as far as it is the same in every order.
 */
public class CallWindowOperations {
    private static final int SIZE = 8;
    private static final int MINIMUM = 2;
    private static final double RATE = 0.5;

    /** How many bad calls fire in a full window, which need not remember more. */
    private static final int LIMIT = 4;

    private final RateWindow window = new CallWindow(SIZE, MINIMUM, new RateThreshold(RATE), new LongAdder());
    private final AtomicInteger goodCalls = new AtomicInteger();
    private final AtomicInteger badCalls = new AtomicInteger();
    private volatile boolean fired;

    /** Whether something fired with numbers that deny it. */
    private volatile boolean denied;

    @Operation
    public void good() {
        goodCalls.incrementAndGet();
        note(window.good(0));
    }

    @Operation
    public void bad() {
        badCalls.incrementAndGet();
        note(window.bad(0));
    }

    private void note(RateWindow.@Nullable Content firing) {
        if (firing != null) {
            fired = true;
            if (firing.calls() < MINIMUM || firing.bad() < RATE * firing.calls()) {
                denied = true;
            }
        }
    }

    /** Leaves everything as it is. */
    @Operation
    public void read() {
        window.content(0);
    }

    @Validate
    public void nothingIsLost() {
        int bad = badCalls.get();
        int calls = goodCalls.get() + bad;
        RateWindow.Content content = window.content(0);
        int least = Math.min(LIMIT, Math.max(0, bad - Math.max(0, calls - SIZE)));
        boolean complete = content.calls() == Math.min(SIZE, calls)
                && content.bad() >= least
                && content.bad() <= Math.min(content.calls(), bad);
        // Whatever the order, these were the last call and the ones before it.
        boolean mustHaveFired = calls >= MINIMUM && calls <= SIZE && bad >= RATE * calls;
        if (denied || !complete || (mustHaveFired && !fired) || (fired && bad == 0)) {
            throw new AssertionError(content + " of " + calls + " calls, " + bad + " of them bad; fired: " + fired
                    + ", denied: " + denied);
        }
    }

    /** The same without threads: there is nothing to see but the end. */
    public static class Model {
        public void good() {}

        public void bad() {}

        public void read() {}
    }
}
