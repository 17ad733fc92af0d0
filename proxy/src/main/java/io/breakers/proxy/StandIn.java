package io.breakers.proxy;

import io.breakers.api.FallbackFactory;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Calls a method on the object that answers instead of the target. The method is the interface's: nothing is looked up on the fallback's class (F2, F4). */
final class StandIn {
    private final Method method;
    private final FallbackFactory<?> factory;

    StandIn(Method method, FallbackFactory<?> factory) {
        this.method = method;
        this.factory = factory;
    }

    @Nullable
    Object answer(Throwable cause, @Nullable Object[] arguments) throws Throwable {
        Object fallback = factory.create(cause);
        if (fallback == null) {
            throw new NullPointerException("the fallbackFactory returned null for " + method.getName());
        }
        return Target.call(method, fallback, arguments);
    }
}
