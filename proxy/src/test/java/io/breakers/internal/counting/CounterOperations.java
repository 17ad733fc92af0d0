package io.breakers.internal.counting;

import io.breakers.api.BreakerState;
import org.jetbrains.lincheck.datastructures.Operation;

/**
 * What threads do to the counters. Each is a count of its own; only together are they a snapshot, which no order of
 * single steps explains.
 */
public class CounterOperations {
    private final Statistics statistics = new Statistics();

    @Operation
    public void enter() {
        statistics.entered();
    }

    @Operation
    public void succeed() {
        statistics.succeeded(1);
    }

    @Operation
    public void reject() {
        statistics.rejected(BreakerState.HALF_OPEN);
    }

    @Operation
    public long rejections() {
        return read()[Count.REJECTED_HALF_OPEN];
    }

    @Operation
    public long entered() {
        return read()[Count.ENTERED];
    }

    @Operation
    public long successes() {
        return read()[Count.SUCCESSES];
    }

    private long[] read() {
        long[] counts = statistics.readEffects();
        statistics.readCauses(counts);
        return counts;
    }

    /** The same without threads. */
    public static class Model {
        private long entered;
        private long successes;
        private long rejections;

        public void enter() {
            entered++;
        }

        public void succeed() {
            successes++;
        }

        public void reject() {
            rejections++;
        }

        public long rejections() {
            return rejections;
        }

        public long entered() {
            return entered;
        }

        public long successes() {
            return successes;
        }
    }
}
