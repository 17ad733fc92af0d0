package io.breakers.internal.calls;

import org.jspecify.annotations.Nullable;

/** What happens when a method of a JDK proxy is called; chosen when the proxy is created, never at the call. */
@FunctionalInterface
public interface MethodCall {
    /**
     * Makes the call, and returns or throws what the caller gets.
     *
     * @param arguments never {@code null}, not even for a method without parameters
     */
    @Nullable
    Object invoke(Object target, @Nullable Object[] arguments) throws Throwable;
}
