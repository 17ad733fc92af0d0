package io.breakers.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * What threads do to a window of twenty nanoseconds, in which two calls suffice, at a rate of a half.
 *
 * <p>Each brings the time that it has read, which may be long ago: 0 has left the window when 4 times 5 comes, and has the bucket that this needs.
 * What is left at the end does not depend on the order. Whether a call fires does, and no order of whole steps explains it: a call is
 * recorded and then judged, together with those that came meanwhile.
 */
@Param(name = "time", gen = IntGen.class, conf = "0:4")
public class TimeWindowOperations {
    private static final long ORIGIN = Long.MAX_VALUE - 5;
    private static final int UNIT = 5;
    private static final int END = 4 * UNIT;
    private static final int MINIMUM = 2;
    private static final double RATE = 0.5;

    private record Call(int time, boolean marked) {}

    private final RateWindow window = new TimeWindow(TimeWindow.BUCKETS, MINIMUM, new Share(RATE), ORIGIN);
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    @Operation
    public void pass(@Param(name = "time") int time) {
        calls.add(new Call(time * UNIT, false));
        window.pass(ORIGIN + time * UNIT);
    }

    @Operation
    public void mark(@Param(name = "time") int time) {
        calls.add(new Call(time * UNIT, true));
        window.mark(ORIGIN + time * UNIT);
    }

    /** What a recount finds in it, at the end and a while later; and the next call is judged by that. */
    @Validate
    public void nothingIsLost() {
        calls.add(new Call(END, true));
        boolean fired = window.mark(ORIGIN + END) != null;
        for (int now = END; now <= 2 * END; now += UNIT) {
            RateWindow.Content content = window.content(ORIGIN + now);
            long recorded = count(now, false);
            long marked = count(now, true);
            if (content.calls() != recorded || content.marked() != marked) {
                throw new AssertionError(content + " at " + now + " of " + calls);
            }
            if (now == END && fired != (recorded >= MINIMUM && marked >= RATE * recorded)) {
                throw new AssertionError("fired: " + fired + " with " + content);
            }
        }
    }

    private long count(int now, boolean markedOnly) {
        return calls.stream()
                .filter(call -> now - call.time < TimeWindow.BUCKETS && (call.marked || !markedOnly))
                .count();
    }

    /** The same without threads: there is nothing to see but the end. */
    public static class Model {
        public void pass(int time) {}

        public void mark(int time) {}
    }
}
