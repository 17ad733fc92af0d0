package io.breakers.spring.internal.settings;

/** What {@code breakers.meters.kind} may be. */
public enum MeterKind {
    FUNCTION_TIMERS,
    TIMERS,
    COUNTS,
    NONE
}
