/** When a fleet does something: its one thread, and what time it is at the engine. */
@org.jspecify.annotations.NullMarked
package io.breakers.fleet.internal.time;
