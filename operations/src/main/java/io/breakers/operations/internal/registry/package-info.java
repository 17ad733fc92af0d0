/**
 * What a registry is made of. {@link io.breakers.operations.internal.registry.Names} knows who is there, each of them
 * {@link io.breakers.operations.internal.registry.Registered}: a service, or a breaker without an interface.
 * {@link io.breakers.operations.internal.registry.Documents} takes them from one settings document to another (S59),
 * and back if a {@link io.breakers.operations.internal.registry.Trial} fails. What happens to breakers is heard by
 * {@link io.breakers.operations.internal.registry.OwnListener}.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.operations.internal.registry;
