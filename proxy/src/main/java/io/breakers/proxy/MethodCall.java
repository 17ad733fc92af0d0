package io.breakers.proxy;

import io.breakers.engine.DirectMethod;
import io.breakers.engine.Guard;
import io.breakers.engine.GuardedMethod;
import io.breakers.engine.Invocation;
import io.breakers.engine.MethodGuard;
import io.breakers.engine.PromiseGuard;
import org.jspecify.annotations.Nullable;

/** What happens when a method of a JDK proxy is called; chosen when the proxy is created, never per call. */
interface MethodCall {
    /**
     * Makes the call, and returns or throws what the caller gets.
     *
     * @param arguments never {@code null}, not even for a method without parameters
     */
    @Nullable
    Object invoke(@Nullable Object[] arguments) throws Throwable;

    /** Returns the call by {@code invocation} on {@code target}, guarded by {@code guard}; straight if that is {@code null}. An adapter makes its calls itself. */
    static MethodCall of(Invocation invocation, Object target, @Nullable MethodGuard guard) {
        if (guard instanceof PromiseGuard promised) {
            return new PromiseCall(invocation, target, promised);
        }
        if (guard instanceof Guard value) {
            return new ValueCall(invocation, target, value);
        }
        if (guard instanceof DirectMethod kept) {
            return new KeptCall(invocation, target, kept);
        }
        if (guard instanceof GuardedMethod adapted) {
            return adapted::call;
        }
        return arguments -> invocation.on(target, arguments);
    }
}
