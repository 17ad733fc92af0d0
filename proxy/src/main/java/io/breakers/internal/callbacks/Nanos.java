package io.breakers.internal.callbacks;

import java.time.Duration;

/** Durations in nanoseconds. */
public final class Nanos {
    private Nanos() {}

    /** Converts to nanoseconds. Durations that do not fit (292 years) become the longest that does. */
    public static long saturated(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return Long.MAX_VALUE;
        }
    }
}
