/**
 * Puts documents over what the code says (S58), by {@link io.breakers.operations.internal.merge.ServiceMerge}: finds
 * the methods that are meant ({@link io.breakers.operations.internal.merge.MethodKeys}), and puts the levels of each
 * one above the other ({@code Overlay}). Pure functions over {@code internal.document}.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.operations.internal.merge;
