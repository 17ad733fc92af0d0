/** How Redis keeps what a fleet shares: scripts, each of which is one step, and the frame of a message. */
@org.jspecify.annotations.NullMarked
package io.breakers.fleet.internal.redis;
