package io.breakers.reference;

/** Something that a peer does differently, on purpose or not. What and why is in {@code disagreements.csv}. */
enum Habit {
    READS_OPEN_UNTIL_CALLED,
    WAITS_LONGER_THAN_THE_WAIT,
    SLOW_IS_LONGER_THAN_THE_LIMIT,
    JUDGES_PROBES_TOGETHER,
    ADMITS_MORE_PROBES_THAN_ARE_NEEDED,
    FORGETS_EARLIER_PROBES,
    COUNTS_LATE_OUTCOMES,
    LATE_OUTCOMES_FREE_PLACES,
    HAS_NO_LEASE,
    SLIDES_BY_SECONDS,
    TRIPS_BEFORE_THE_WINDOW_IS_FULL,
    KEEPS_CALLS_WHEN_CLOSED_AGAIN
}
