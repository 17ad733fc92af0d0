package io.breakers.proxy;

import io.breakers.engine.Guard;
import io.breakers.engine.StageGuard;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of the service with what guards it: what a proxy engine needs to know, and no more. At most one guard is there; without any, calls go straight to the target.
 *
 * @param all every {@link Method} that stands for it
 */
record BoundMethod(
        List<Method> all, @Nullable Guard guard, @Nullable StageGuard stageGuard) {
    static BoundMethod unprotected(ServiceMethod method) {
        return new BoundMethod(method.all(), null, null);
    }

    /** A method whose return is its outcome. */
    static BoundMethod ofValue(ServiceMethod method, Guard guard) {
        return new BoundMethod(method.all(), guard, null);
    }

    /** A method whose outcome is that of the stage it returns. */
    static BoundMethod ofStage(ServiceMethod method, Guard guard) {
        Method principal = method.method();
        StageGuard.Answer answer = (fallback, arguments) -> Reflected.call(principal, fallback, arguments);
        return new BoundMethod(
                method.all(), null, new StageGuard(guard, method.name(), principal.getReturnType(), answer));
    }
}
