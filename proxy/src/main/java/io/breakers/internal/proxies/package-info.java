/**
 * The two proxy engines. Both make the calls of the same guards.
 *
 * <ul>
 *   <li>{@link io.breakers.internal.proxies.JdkProxy} has one {@code MethodCall} for each method. It always works.
 *   <li>{@link io.breakers.internal.proxies.GeneratedProxy} makes a class whose methods call the target directly.
 *       {@code ProxyClassDefiner} knows where such a class can be defined; {@code ProxyClassWriter} writes it, with
 *       {@code GuardedBodyWriter} for what is around a call and {@code MethodBodyWriter} for the small pieces.
 * </ul>
 */
package io.breakers.internal.proxies;
