package io.breakers.internal.rules;

import static io.breakers.internal.rules.TimeWindowOperations.END;
import static io.breakers.internal.rules.TimeWindowOperations.MINIMUM;
import static io.breakers.internal.rules.TimeWindowOperations.ORIGIN;
import static io.breakers.internal.rules.TimeWindowOperations.RATE;
import static io.breakers.internal.rules.TimeWindowOperations.TIMES;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The calls of {@link TimeWindowOperations} as they came, and whether they explain what the window says. It is a class
 * of its own so that Lincheck need not watch it, which takes most of the time.
 */
public final class WindowHistory {
    record Call(int time, boolean bad) {
        boolean isWithin(int now) {
            return time <= now && now - time < TimeWindow.BUCKETS;
        }
    }

    /** A call that begins to be recorded, or has been recorded and judged. */
    private record Event(Call call, boolean ends, RateWindow.@Nullable Content fired) {}

    private final Queue<Event> events = new ConcurrentLinkedQueue<>();

    Call begin(int time, boolean bad) {
        var call = new Call(time, bad);
        events.add(new Event(call, false, null));
        return call;
    }

    void end(Call call, RateWindow.@Nullable Content fired) {
        events.add(new Event(call, true, fired));
    }

    /** When all is over; {@code fired} says whether the last call did. */
    void check(RateWindow window, boolean fired) {
        for (int now = END; now <= END + TimeWindow.BUCKETS; now++) {
            RateWindow.Content content = window.content(ORIGIN + now);
            long bad = count(events, now, true, true);
            long calls = bad + count(events, now, false, true);
            if (!content.equals(new RateWindow.Content(bad, calls))) {
                throw new AssertionError(content + " at " + now + " of " + events);
            }
            if (now == END && fired != (calls >= MINIMUM && bad >= RATE * calls)) {
                throw new AssertionError("fired: " + fired + " with " + content + " of " + events);
            }
        }
        everyFiringIsExplained();
    }

    private void everyFiringIsExplained() {
        List<Event> history = new ArrayList<>(events);
        for (int end = 0; end < history.size(); end++) {
            Event event = history.get(end);
            if (event.fired != null && !isExplained(history, begin(history, event.call), end, event.fired)) {
                throw new AssertionError(event + " was never in one window of " + history);
            }
        }
    }

    private static int begin(List<Event> history, Call call) {
        int begin = 0;
        while (history.get(begin).call != call) {
            begin++;
        }
        return begin;
    }

    /**
     * Whether there was a moment between {@code begin} and {@code end}, and a window, in which the rate was that high:
     * with no fewer bad calls, as far as they had begun, and no more good ones, as far as they had ended.
     */
    private static boolean isExplained(List<Event> history, int begin, int end, RateWindow.Content fired) {
        long good = fired.calls() - fired.bad();
        for (int now : TIMES) {
            long all = count(history.subList(0, end), now, true, false)
                    + count(history.subList(0, end), now, false, false);
            for (int moment = begin; moment <= end && all >= fired.calls(); moment++) {
                List<Event> past = history.subList(0, moment + 1);
                if (fired.bad() <= count(past, now, true, false) && good >= count(past, now, false, true)) {
                    return fired.calls() >= MINIMUM && fired.bad() >= RATE * fired.calls();
                }
            }
        }
        return false;
    }

    private static long count(Iterable<Event> history, int now, boolean bad, boolean ended) {
        long count = 0;
        for (Event event : history) {
            if (event.ends == ended && event.call.bad == bad && event.call.isWithin(now)) {
                count++;
            }
        }
        return count;
    }
}
