/**
 * The console: what it shows ({@code Board}, with a {@code Watch} for each breaker, and the {@code Journal} of what has
 * happened), how that is written ({@code Json}, {@code EventStream}), who may ask ({@code Gate}), what may be asked
 * ({@code Routes}, {@code Operation}), and the server with its threads ({@code ConsoleServer}, {@code Workers}).
 */
@org.jspecify.annotations.NullMarked
package io.breakers.operations.internal.console;
