/**
 * Trip rules at work, and the windows of calls that they look at.
 *
 * <ul>
 *   <li>{@link io.breakers.internal.rules.Tripwire}: what a closed state tells its outcomes to. There is one
 *       implementation for each kind of {@link io.breakers.api.TripRule}, and {@code AnyTripwire} for several rules
 *       together.
 *   <li>{@code RateWindow}: the calls that a rate looks at, as {@code CallWindow} (the last n calls) or
 *       {@code TimeWindow} (the last duration). {@code RateThreshold} compares exactly.
 *   <li>{@code FailureRow}: the failures since the last success. {@code BadCalls}: the last failures, or slow calls,
 *       with their positions. They are what a rule remembers: when the configuration changes, a rule with other limits
 *       that looks at the same calls shares them with the one before, so that no call is lost or counted twice.
 *   <li>{@link io.breakers.internal.rules.CleanStamp}: tells a healthy call, by one comparison, that it need not be
 *       recorded.
 * </ul>
 *
 * <p>A good call is one that does not count towards the rule, a bad call is one that does: a failure, or a slow call.
 * Everything here is lock-free and safe for use by many threads.
 */
package io.breakers.internal.rules;
