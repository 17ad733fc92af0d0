package io.breakers.internal.rules;

import java.util.concurrent.atomic.LongAdder;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * What threads do to a window of twenty nanoseconds, in which two calls suffice, at a rate of a half.
 *
 * <p>Each brings the time that it has read, which may be long ago: 0 has left the window when 20 comes, which needs its
 * bucket, and when 27 comes, which does not. A call is recorded and then judged together with those that came
 * meanwhile, so no order of whole steps explains which call fires. Instead, each firing has to be explained by the
 * calls of one window: see {@link WindowHistory}. What is left at the end does not depend on the order.
 */
@Param(name = "time", gen = IntGen.class, conf = "0:4")
public class TimeWindowOperations {
    static final long ORIGIN = Long.MAX_VALUE - 5;
    static final int[] TIMES = {0, 14, 7, 20, 27};
    static final int END = 27;
    static final int MINIMUM = 2;
    static final double RATE = 0.5;

    private final RateWindow window =
            new TimeWindow(TimeWindow.BUCKETS, MINIMUM, new RateThreshold(RATE), ORIGIN, LongAdder::new);
    private final WindowHistory history = new WindowHistory();

    @Operation
    public void good(@Param(name = "time") int time) {
        record(TIMES[time], false);
    }

    @Operation
    public void bad(@Param(name = "time") int time) {
        record(TIMES[time], true);
    }

    private boolean record(int time, boolean bad) {
        WindowHistory.Call call = history.begin(time, bad);
        RateWindow.Content fired = bad ? window.bad(ORIGIN + time) : window.good(ORIGIN + time);
        history.end(call, fired);
        return fired != null;
    }

    /** What a recount finds, at the end and a while later; and a good call at the end is judged by that. */
    @Validate
    public void nothingIsLost() {
        history.check(window, record(END, false));
    }

    /** The same without threads: there is nothing to see but the end. */
    public static class Model {
        public void good(int time) {}

        public void bad(int time) {}
    }
}
