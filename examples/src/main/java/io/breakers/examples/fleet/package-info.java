/** Three JVMs and a real Redis: a fleet and its operator ({@link io.breakers.examples.fleet.ThreeShops}). */
@org.jspecify.annotations.NullMarked
package io.breakers.examples.fleet;
