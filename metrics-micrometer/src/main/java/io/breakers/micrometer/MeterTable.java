package io.breakers.micrometer;

import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;

import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStats;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;

/** The meters that are exported for a service and method. */
final class MeterTable {
    private MeterTable() {}

    /** Registers all meters except those of calls and fallbacks. */
    static void register(MeterWriter writer) {
        writer.counter("calls.slow", "Calls that were slow by a slow-call rule", Count.SLOW);

        String rejections = "Calls that were rejected before they reached the target";
        writer.counter("rejections", rejections, "reason", OPEN, of -> of.count(Count.REJECTED_OPEN));
        writer.counter("rejections", rejections, "reason", HALF_OPEN, of -> of.count(Count.REJECTED_HALF_OPEN));
        writer.counter("rejections", rejections, "reason", FORCED_OPEN, of -> of.count(Count.REJECTED_FORCED_OPEN));

        for (BreakerState state : BreakerState.values()) {
            writer.counter("transitions", "Changes into a state", "to", state, of -> of.transitionsTo(state));
            writer.gauge("state", "How many breakers are in a state", "state", state, of -> of.breakersIn(state));
        }

        writer.gauge(
                "failure.rate",
                "The share of failures in the window, 0 to 1",
                of -> of.members().highest(BreakerStats::failureRate));
        writer.gauge(
                "slow.rate",
                "The share of slow calls in the window, 0 to 1",
                of -> of.members().highest(BreakerStats::slowRate));
        writer.gauge(
                "inflight",
                "Calls that are with the target now",
                of -> of.members().sum(BreakerStats::inFlight));
    }

    /** Registers the meters of calls and fallbacks, and returns the listener that times them. */
    static BreakerListener registerCalls(MeterWriter writer, CallMeters calls) {
        var timers = new EnumMap<TimedMeter, Timer>(TimedMeter.class);
        for (TimedMeter meter : TimedMeter.values()) {
            switch (calls) {
                case FUNCTION_TIMERS -> writer.functionTimer(meter);
                case COUNTERS -> writer.counter(meter);
                case TIMERS -> timers.put(meter, writer.timer(meter));
            }
        }
        return calls == CallMeters.TIMERS ? new TimedCalls(timers) : BreakerListener.NONE;
    }
}
