/**
 * The events of all breakers of a registry, for those of its own parts that are started later than it, and the log of
 * all parts.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.operations.internal.events;
