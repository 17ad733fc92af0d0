package io.breakers.internal.state;

import org.jspecify.annotations.Nullable;

/**
 * How the probes of a HALF_OPEN have ended so far. It names the one that ended last, so that one replacement of the
 * tally ends a probe and counts it: no probe counts twice, by its outcome and as overdue.
 *
 * @param lastFailure the text of the last failure; {@code null} if there was none
 * @param slotsBefore how many slots were open before that probe ended
 * @param slots how many are to be open
 * @param last {@code null} if none has ended
 * @param sealed whether the state is over, and the slots stay as they are
 */
record Tally(
        int successes,
        int failures,
        @Nullable String lastFailure,
        int slotsBefore,
        int slots,
        @Nullable Lease last,
        boolean sealed) {
    static Tally start(int slots) {
        return new Tally(0, 0, null, slots, slots, null, false);
    }

    Tally seal() {
        return new Tally(successes, failures, lastFailure, slots, slots, null, true);
    }
}
