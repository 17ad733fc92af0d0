package io.breakers.micrometer;

import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.HALF_OPEN;
import static io.breakers.api.BreakerState.OPEN;

import io.breakers.api.BreakerState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The meters of a breaker. */
final class MeterTable {
    /** All meters but those of calls and fallbacks. */
    static final List<MeterRow> OTHERS = others();

    private static final Map<CallMeters, Map<TimedMeter, MeterRow>> CALLS = kindsOfCalls();

    private MeterTable() {}

    /** Returns the meters of calls and fallbacks. */
    static Map<TimedMeter, MeterRow> calls(CallMeters calls) {
        return Objects.requireNonNull(CALLS.get(calls));
    }

    private static Map<CallMeters, Map<TimedMeter, MeterRow>> kindsOfCalls() {
        var kinds = new EnumMap<CallMeters, Map<TimedMeter, MeterRow>>(CallMeters.class);
        for (CallMeters calls : CallMeters.values()) {
            var rows = new EnumMap<TimedMeter, MeterRow>(TimedMeter.class);
            for (TimedMeter meter : TimedMeter.values()) {
                rows.put(meter, meter.row(calls));
            }
            kinds.put(calls, rows);
        }
        return kinds;
    }

    private static List<MeterRow> others() {
        var rows = new ArrayList<MeterRow>();
        rows.add(new MeterRow.Counters(
                new MeterRow.Name("calls.slow", "Calls that were slow by a slow-call rule"),
                breaker -> breaker.counts().slow()));
        for (BreakerState state : List.of(OPEN, HALF_OPEN, FORCED_OPEN)) {
            rows.add(new MeterRow.Counters(
                    named("rejections", "reason", state, "Calls that were rejected before they reached the target"),
                    breaker -> breaker.counts().rejected(state)));
        }
        rows.add(new MeterRow.Counters(
                new MeterRow.Name("spared", "Permitted calls that are rejected if everything is enforced"),
                breaker -> breaker.counts().spared()));
        rows.add(new MeterRow.Highest(
                new MeterRow.Name("enforced", "The share of rejections that are carried out, 0 to 1"),
                BreakerReading::enforced));
        for (BreakerState state : BreakerState.values()) {
            rows.add(new MeterRow.Counters(
                    named("transitions", "to", state, "Changes into a state"),
                    breaker -> breaker.transitionsTo(state)));
            rows.add(new MeterRow.Totals(
                    named("state", "state", state, "How many breakers are in a state"),
                    breaker -> breaker.isIn(state) ? 1 : 0));
        }
        rows.add(new MeterRow.Highest(
                new MeterRow.Name("failure.rate", "The share of failures in the window, 0 to 1"),
                breaker -> breaker.rates().failureRate()));
        rows.add(new MeterRow.Highest(
                new MeterRow.Name("slow.rate", "The share of slow calls in the window, 0 to 1"),
                breaker -> breaker.rates().slowRate()));
        rows.add(new MeterRow.Totals(
                new MeterRow.Name("inflight", "Calls that are with the target now"),
                breaker -> breaker.now().inFlight()));
        return List.copyOf(rows);
    }

    private static MeterRow.Name named(String suffix, String tag, BreakerState state, String description) {
        return new MeterRow.Name(suffix, tag, state.name().toLowerCase(Locale.ROOT), description);
    }
}
