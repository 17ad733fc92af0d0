/** Breakers in Boot's actuator: the endpoint, and health. */
@org.jspecify.annotations.NullMarked
package io.breakers.spring.internal.actuator;
