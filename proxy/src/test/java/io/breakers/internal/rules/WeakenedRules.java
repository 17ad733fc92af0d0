package io.breakers.internal.rules;

import io.breakers.interleaving.Scenario;
import io.breakers.interleaving.Weakens;
import io.breakers.internal.rules.BadCalls.BadCall;
import io.breakers.internal.rules.TimeWindow.Bucket;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What Lincheck has to notice about rules and their windows. */
public final class WeakenedRules {
    private WeakenedRules() {}

    @Weakens(in = ConsecutiveFailuresTripwire.class, guard = "lengthenRow", detectedBy = Scenario.ROW)
    static int failuresLost(ConsecutiveFailuresTripwire tripwire) {
        int row = tripwire.failures + 1;
        tripwire.failures = row;
        return row;
    }

    @Weakens(in = ConsecutiveFailuresTripwire.class, guard = "endRow", detectedBy = Scenario.ROW)
    static void failureTakenForSeen(ConsecutiveFailuresTripwire tripwire) {
        tripwire.failures = 0;
        tripwire.clean().cleanAsOf(tripwire.clean().badCalls());
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
    static void ringReplaced(BadCalls calls, AtomicReferenceArray<AtomicReferenceArray<BadCall>> created) {
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

    @Weakens(in = CleanStamp.class, guard = "addBad", detectedBy = Scenario.BAD_CALLS)
    static void badCallsCountedBackwards(CleanStamp stamp, long number) {
        stamp.badCalls = number + 1;
    }
}
