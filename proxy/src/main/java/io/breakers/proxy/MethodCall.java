package io.breakers.proxy;

import org.jspecify.annotations.Nullable;

/** What happens when a method of a proxy is called: chosen when the proxy is made, never per call. */
interface MethodCall {
    /**
     * Returns what the caller gets, or throws it.
     *
     * @param arguments never {@code null}, also for a method without parameters
     */
    @Nullable
    Object invoke(Object proxy, @Nullable Object[] arguments) throws Throwable;
}
