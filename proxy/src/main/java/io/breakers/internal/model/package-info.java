/**
 * The service interface as it is read when it is protected; nothing here knows of breakers or proxies.
 *
 * <p>{@link io.breakers.internal.model.ServiceModel} lists the methods and finds them by name; {@link
 * io.breakers.internal.model.ServiceMethod} is one of them, with every {@code Method} that stands for it ({@code
 * Bridges} finds them) and its return type as far as type arguments are known ({@code TypeArguments}, which makes
 * {@code ResolvedType}s). {@link io.breakers.internal.model.DeferredTypes} decides whether an outcome comes after the
 * return, by name or by what one can do with a type ({@code Subscribable}).
 */
package io.breakers.internal.model;
