package io.breakers.proxy;

import io.breakers.engine.GuardedMethod;
import org.jspecify.annotations.Nullable;

/** The call of a guarded method whose outcome an adapter observes. */
final class AdaptedCall implements MethodCall {
    private final GuardedMethod method;

    AdaptedCall(GuardedMethod method) {
        this.method = method;
    }

    @Override
    public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
        return method.call(arguments);
    }
}
