/**
 * The adapters of the return types that the library knows: {@code CompletionStage} and its subtypes, and Reactor's
 * types. They use nothing but the adapter contract of {@code io.breakers.api}, as an adapter of a user's does.
 * {@link io.breakers.internal.adapters.Adapters} finds the one for a method.
 */
package io.breakers.internal.adapters;
