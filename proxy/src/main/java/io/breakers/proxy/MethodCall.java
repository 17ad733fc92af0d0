package io.breakers.proxy;

import io.breakers.engine.Guard;
import io.breakers.engine.GuardedMethod;
import io.breakers.engine.PromiseGuard;
import java.lang.reflect.Method;
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

    /** Returns the call of {@code method} on {@code target}, guarded as {@code bound} says. */
    static MethodCall of(Method method, Object target, BoundMethod bound) {
        if (bound.guard() instanceof PromiseGuard guard) {
            return new PromiseCall(new Reflected(method), target, guard);
        }
        if (bound.guard() instanceof Guard guard) {
            return new ValueCall(method, target, guard);
        }
        if (bound.guard() instanceof GuardedMethod adapted) {
            return new AdaptedCall(adapted);
        }
        return arguments -> Reflected.call(method, target, arguments);
    }
}
