package io.breakers.internal.counting;

/**
 * The events so frequent that each thread counts its own. A cell has fields for the first three, which healthy calls
 * need.
 */
enum Count {
    ENTERED(0),
    SUCCESSES(1),
    SUCCESS_NANOS(2),
    FAILURES(3),
    FAILURE_NANOS(4),
    REJECTED_OPEN(5),
    FALLBACKS(6),
    FALLBACK_NANOS(7);

    /** How many counts there are. */
    static final int NUMBER = 8;

    /** How many of them healthy calls need. */
    static final int HEALTHY = 3;

    /** Where this one is among them. */
    final int index;

    Count(int index) {
        this.index = index;
    }
}
