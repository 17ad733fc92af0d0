package io.breakers.internal.rules;

import io.breakers.interleaving.Scenario;
import io.breakers.interleaving.Weakens;
import io.breakers.internal.rules.BadCalls.BadCall;
import io.breakers.internal.rules.BadCalls.Ring;
import io.breakers.internal.rules.TimeWindow.Bucket;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What Lincheck has to notice about rules and their windows. */
public final class WeakenedRules {
    private WeakenedRules() {}

    @Weakens(in = FailureRow.class, guard = "increment", detectedBy = Scenario.ROW)
    static int failuresLost(FailureRow row) {
        int failures = row.failures + 1;
        row.failures = failures;
        return failures;
    }

    @Weakens(in = FailureRow.class, guard = "end", detectedBy = Scenario.ROW)
    static void failureTakenForSeen(FailureRow row) {
        row.failures = 0;
        row.clean.cleanAsOf(row.clean.badCalls());
    }

    @Weakens(in = CallWindow.class, guard = "completesMinimumLate", detectedBy = Scenario.MINIMUM)
    static boolean minimumUnseen(CallWindow window) {
        return false;
    }

    @Weakens(in = TimeWindow.class, guard = "replace", detectedBy = Scenario.TIME_WINDOW)
    static void bucketReplaced(TimeWindow window, int slot, Bucket old, Bucket next) {
        window.buckets.set(slot, next);
    }

    @Weakens(in = TimeWindow.class, guard = "isLatest", detectedBy = Scenario.DELAYED_CALLS)
    static boolean windowLeftBehind(TimeWindow window, long epoch) {
        return true;
    }

    @Weakens(in = TimeWindow.class, guard = "advanceLastBad", detectedBy = Scenario.DELAYED_CALLS)
    static void lastBadOverwritten(TimeWindow window, long epoch) {
        window.lastBad.set(epoch);
    }

    @Weakens(in = BadCalls.class, guard = "installRing", detectedBy = Scenario.BAD_CALLS)
    static void ringReplaced(BadCalls calls, Ring created) {
        calls.ring = created;
    }

    @Weakens(in = BadCalls.class, guard = "installChunk", detectedBy = Scenario.BAD_CALLS)
    static void chunkReplaced(
            AtomicReferenceArray<AtomicReferenceArray<BadCall>> chunks,
            int index,
            AtomicReferenceArray<BadCall> created) {
        chunks.set(index, created);
    }

    @Weakens(in = BadCalls.class, guard = "put", detectedBy = Scenario.BAD_CALLS)
    static boolean badCallOverwritten(AtomicReferenceArray<BadCall> chunk, int place, BadCall old, BadCall call) {
        chunk.set(place, call);
        return true;
    }

    @Weakens(in = BadCalls.class, guard = "advance", detectedBy = Scenario.BAD_CALLS)
    static void badCallsCountedBackwards(BadCalls calls, long number) {
        calls.count = number + 1;
    }
}
