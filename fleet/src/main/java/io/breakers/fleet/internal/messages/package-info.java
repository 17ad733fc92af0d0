/**
 * What the instances of a fleet write to each other. Each text is one line of fields, begins with the version of its
 * format, and is read strictly: what is not exactly as it is written here is refused, and never half used.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.fleet.internal.messages;
