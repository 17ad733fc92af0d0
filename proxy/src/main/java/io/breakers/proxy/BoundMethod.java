package io.breakers.proxy;

import io.breakers.engine.Guard;
import io.breakers.engine.GuardedMethod;
import io.breakers.engine.MethodGuard;
import io.breakers.engine.PromiseGuard;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of the service with what guards it: what a proxy engine needs to know, and no more.
 *
 * @param all every {@link Method} that stands for it
 * @param guard a {@link Guard} if its return is its outcome, a {@link PromiseGuard} if that is a stage for which no fallback answers, a {@link GuardedMethod} for all that an adapter calls;
 *     {@code null} if calls go straight to the target
 */
record BoundMethod(List<Method> all, @Nullable MethodGuard guard) {}
