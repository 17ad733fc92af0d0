package io.breakers.api;

/**
 * How near a trip rule is to firing, or with which numbers it fired; see {@link Breaker#readings()}.
 *
 * @param counts for a rate, the bad calls in its window and all calls in it; for a rule about failures alone, the
 *     failures that it counts, twice: those in a row, or those of its duration, of which it knows no more than it takes
 *     to fire
 */
public record RuleReading(TripRule rule, Transition.Counts counts) {}
