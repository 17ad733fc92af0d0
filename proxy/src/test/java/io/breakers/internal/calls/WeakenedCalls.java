package io.breakers.internal.calls;

import io.breakers.interleaving.Scenario;
import io.breakers.interleaving.Weakens;

/** What Lincheck has to notice about single calls. */
public final class WeakenedCalls {
    private WeakenedCalls() {}

    @Weakens(in = OneEnd.class, guard = "end", detectedBy = Scenario.ENDS)
    static boolean endedTwice(OneEnd attempt) {
        boolean first = !attempt.ended;
        attempt.ended = true;
        return first;
    }
}
