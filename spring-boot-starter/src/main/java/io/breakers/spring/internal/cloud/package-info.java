/** Breakers for Spring Cloud: changes of the environment, and the factory of circuit breakers. */
@org.jspecify.annotations.NullMarked
package io.breakers.spring.internal.cloud;
