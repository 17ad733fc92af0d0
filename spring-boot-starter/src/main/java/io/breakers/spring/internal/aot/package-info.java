/** What a native image has to know of the services. */
@org.jspecify.annotations.NullMarked
package io.breakers.spring.internal.aot;
