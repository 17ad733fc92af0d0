/** Which beans are services, and how each becomes one. */
@org.jspecify.annotations.NullMarked
package io.breakers.spring.internal.beans;
