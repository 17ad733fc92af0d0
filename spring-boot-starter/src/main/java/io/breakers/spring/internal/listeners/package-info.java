/** What an application hears of its breakers: meters and events. */
@org.jspecify.annotations.NullMarked
package io.breakers.spring.internal.listeners;
