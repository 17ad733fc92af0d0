/** The fleet that an application joins. */
@org.jspecify.annotations.NullMarked
package io.breakers.spring.internal.fleet;
