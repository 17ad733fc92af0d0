/**
 * A fleet: operators act once, on all instances of an application.
 *
 * <pre>{@code
 * Fleet fleet = Fleet.of(registry, RedisFleet.at("redis://localhost:6379").group("shop")).join();
 * fleet.forceOpen("PaymentService.charge", "maintenance", "ops-7");
 * }</pre>
 *
 * <p>{@link io.breakers.fleet.Fleet} is the face. Behind it, {@code Commands} gives what operators want, {@code Node}
 * keeps a connection, and {@code Link} is one, which decides what was missed; what it receives goes through {@code
 * Intake} to {@code Holding} (commands), {@code SharedDocument} and {@code SharedTrips}, all on one thread. They know
 * an engine as {@link io.breakers.fleet.FleetChannel} only, and time as a ticker and a scheduler ({@code
 * internal.time}). {@code internal.messages} is what instances write to each other, {@code internal.redis} how Redis
 * keeps it.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.fleet;
