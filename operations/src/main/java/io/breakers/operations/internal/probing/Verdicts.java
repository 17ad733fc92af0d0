package io.breakers.operations.internal.probing;

import io.breakers.api.BreakerState;
import io.breakers.api.BreakerStatus;
import org.jspecify.annotations.Nullable;

/**
 * Counts good and failed checks in a row, and operates the breaker. A row lies within one state: what a check says of
 * the target is said of the state in which it began and ended, as an outcome counts in the state that admitted the call
 * (S20).
 */
final class Verdicts {
    private final CheckPlan plan;

    // Guarded by this.
    private long state;
    private int good;
    private int bad;

    Verdicts(CheckPlan plan) {
        this.plan = plan;
    }

    /** The state, by the number of the last transition. */
    long state() {
        return plan.breaker().status().stats().transitions();
    }

    /**
     * Takes in how a check ended.
     *
     * @param begun the state when it began
     * @param failure why it has failed; {@code null} if it was good
     */
    void judge(long begun, @Nullable String failure) {
        BreakerStatus status = plan.breaker().status();
        if (status.stats().transitions() != begun) {
            return;
        }
        int row = count(begun, failure == null);
        if (failure == null) {
            if (row >= plan.goodRow()) {
                recovered(status.state(), row);
            }
        } else if (plan.trips() && row >= plan.badRow() && status.state() == BreakerState.CLOSED) {
            plan.breaker().trip(checks(row) + " failed: " + failure);
        }
    }

    private synchronized int count(long begun, boolean isGood) {
        if (begun != state) {
            state = begun;
            good = 0;
            bad = 0;
        }
        good = isGood ? good + 1 : 0;
        bad = isGood ? 0 : bad + 1;
        return isGood ? good : bad;
    }

    private void recovered(BreakerState now, int row) {
        String reason = checks(row) + " succeeded";
        if (plan.closing() != null) {
            plan.closing().recover(reason);
        } else if (now == BreakerState.OPEN) {
            plan.breaker().endWait(reason);
        }
    }

    private static String checks(int row) {
        return row == 1 ? "1 check" : row + " checks";
    }
}
