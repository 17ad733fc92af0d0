/**
 * Breakers in Spring Boot applications: beans named in {@code application.yml} are protected, method by method.
 *
 * <pre>{@code
 * breakers:
 *   protect: payments, quotes
 * }</pre>
 */
@org.jspecify.annotations.NullMarked
package io.breakers.spring;
