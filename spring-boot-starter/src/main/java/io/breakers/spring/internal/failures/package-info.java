/** Mistakes as they are shown when an application does not start. */
@org.jspecify.annotations.NullMarked
package io.breakers.spring.internal.failures;
