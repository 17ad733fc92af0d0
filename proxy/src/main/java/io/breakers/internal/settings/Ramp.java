package io.breakers.internal.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/** How many probes may be in flight at a time, by how many have succeeded, where that grows (S51). Immutable. */
final class Ramp {
    private static final int MOST = 10_000;

    /** After how many successes each step begins, in order; the first one at 0. */
    private int[] starts = {0};

    /** The number of slots from there on. */
    private int[] slots;

    /**
     * Makes a ramp.
     *
     * @param probes how many slots there are at first
     * @param factor by what that is multiplied at each step, at its decimal value
     * @param successes how many are needed: a step that begins later is none
     */
    Ramp(int probes, double factor, int successes) {
        this.slots = new int[] {probes};
        long start = probes;
        int size = next(probes, factor);
        while (start < successes && size != slots[slots.length - 1]) {
            starts = Arrays.copyOf(starts, starts.length + 1);
            starts[starts.length - 1] = (int) start;
            slots = Arrays.copyOf(slots, slots.length + 1);
            slots[slots.length - 1] = size;
            start += size;
            size = next(size, factor);
        }
    }

    private static int next(int size, double factor) {
        return BigDecimal.valueOf(factor)
                .multiply(BigDecimal.valueOf(size))
                .setScale(0, RoundingMode.CEILING)
                .min(BigDecimal.valueOf(MOST))
                .intValue();
    }

    /** The number after so many successes. */
    int slots(int successes) {
        int found = Arrays.binarySearch(starts, successes);
        return slots[found < 0 ? -found - 2 : found];
    }
}
