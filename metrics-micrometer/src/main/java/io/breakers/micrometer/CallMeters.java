package io.breakers.micrometer;

/** The kind of meters that report calls and fallbacks. */
enum CallMeters {
    /** Counts and times, read from the breaker's statistics. */
    FUNCTION_TIMERS,

    /** Real timers, in which each call is recorded. */
    TIMERS,

    /** Counts only, read from the breaker's statistics. */
    COUNTERS
}
