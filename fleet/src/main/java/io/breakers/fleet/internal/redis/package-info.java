/** How Redis keeps what a fleet shares: scripts, each of which is one step, the frame of a message, and its address. */
@org.jspecify.annotations.NullMarked
package io.breakers.fleet.internal.redis;
