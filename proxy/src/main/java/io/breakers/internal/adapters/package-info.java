/**
 * The adapters of the return types that the library knows: Reactor's, values that are kept, and, from
 * {@code internal.stages}, {@code CompletionStage} and its subtypes. They use nothing but the adapter contract of
 * {@code io.breakers.api}, as an adapter of a user's does. {@link io.breakers.internal.adapters.Adapters} finds the one
 * for a method.
 */
package io.breakers.internal.adapters;
