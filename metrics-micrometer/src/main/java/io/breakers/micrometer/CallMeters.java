package io.breakers.micrometer;

/** What kind of meter tells of calls and fallbacks. */
enum CallMeters {
    /** Count and time, read from the breaker's statistics. */
    FUNCTION_TIMERS,

    /** Real timers, into which each call is recorded. */
    TIMERS,

    /** The count alone, read from the breaker's statistics. */
    COUNTERS
}
