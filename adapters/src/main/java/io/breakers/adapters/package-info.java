/**
 * Adapters for methods that return what other libraries promise an outcome by, and for Kotlin's {@code suspend}
 * functions. Each class of this package gives one {@link io.breakers.api.CallAdapter.Factory}, for
 * {@code adapter(...)} of a builder:
 *
 * <pre>{@code
 * Breakers.builder(Catalogue.class, catalogue).adapter(RxJava3Adapters.all()).build();
 * }</pre>
 *
 * <p>Every library is optional. Nothing of it is loaded before a service with its types is protected; a factory whose
 * library is not there knows no method. Adapters are safe for use by many threads.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.adapters;
