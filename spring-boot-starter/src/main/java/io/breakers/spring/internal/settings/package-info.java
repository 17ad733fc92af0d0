/** What the properties below {@code breakers.} say: read once, with the place of each, and checked completely. */
@org.jspecify.annotations.NullMarked
package io.breakers.spring.internal.settings;
