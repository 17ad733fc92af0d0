package io.breakers.internal.counting;

/**
 * The events that are counted, each an index into an array, in the order in which they are counted: what happens later
 * in a call comes after what happens earlier, and a count after its time.
 */
final class Count {
    static final int ENTERED = 0;

    // How a call ends, which may lead to a transition.
    static final int IGNORED_NANOS = 1;
    static final int IGNORED = 2;
    static final int CANCELLED_NANOS = 3;
    static final int CANCELLED = 4;
    static final int SUCCESS_NANOS = 5;
    static final int SUCCESSES = 6;
    static final int FAILURE_NANOS = 7;
    static final int FAILURES = 8;

    // What a transition may lead to. A call that is spared has entered; its end may come first.
    static final int SPARED = 9;
    static final int REJECTED_OPEN = 10;
    static final int REJECTED_HALF_OPEN = 11;
    static final int REJECTED_FORCED_OPEN = 12;

    // What follows.
    static final int FALLBACK_NANOS = 13;
    static final int FALLBACKS = 14;
    static final int SLOW = 15;
    static final int FALLBACK_FAILURE_NANOS = 16;
    static final int FALLBACK_FAILURES = 17;

    /** How many there are. */
    static final int NUMBER = 18;

    private Count() {}

    /** Whether it happens so seldom that threads share its counter. */
    static boolean isRare(int count) {
        return switch (count) {
            case ENTERED,
                    SUCCESS_NANOS,
                    SUCCESSES,
                    FAILURE_NANOS,
                    FAILURES,
                    SPARED,
                    REJECTED_OPEN,
                    FALLBACK_NANOS,
                    FALLBACKS -> false;
            default -> true;
        };
    }
}
