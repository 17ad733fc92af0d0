package io.breakers.examples.choosing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of an hour.
 *
 * @param goodRejected the share of calls during the illness that would have succeeded, but were rejected
 * @param badLetThrough the share of calls during the illness that failed, and were not rejected
 * @param recovery from the end of the illness to the last call that was rejected after it
 * @param rejected for each second of the hour, the share of its calls that were rejected
 */
record Result(double goodRejected, double badLetThrough, Duration recovery, List<Double> rejected) {

    /** Counts calls. */
    static final class Builder {
        private final int[] calls = new int[Hour.SECONDS];
        private final int[] rejections = new int[Hour.SECONDS];
        private int good;
        private int goodRejected;
        private int bad;
        private int badLetThrough;

        void count(int second, boolean fails, boolean passes) {
            calls[second]++;
            if (!passes) {
                rejections[second]++;
            }
            if (second < Hour.ILL_FROM || second >= Hour.ILL_UNTIL) {
                return;
            }
            if (fails) {
                bad++;
                badLetThrough += passes ? 1 : 0;
            } else {
                good++;
                goodRejected += passes ? 0 : 1;
            }
        }

        Result build() {
            int last = Hour.ILL_UNTIL;
            var shares = new ArrayList<Double>(Hour.SECONDS);
            for (int second = 0; second < Hour.SECONDS; second++) {
                shares.add((double) rejections[second] / calls[second]);
                if (second >= Hour.ILL_UNTIL && rejections[second] > 0) {
                    last = second + 1;
                }
            }
            return new Result(
                    share(goodRejected, good),
                    share(badLetThrough, bad),
                    Duration.ofSeconds(last - Hour.ILL_UNTIL),
                    List.copyOf(shares));
        }

        private static double share(int part, int all) {
            return all == 0 ? 0 : (double) part / all;
        }
    }
}
