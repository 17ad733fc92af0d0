package io.breakers.proxy;

import io.breakers.engine.DirectMethod;
import io.breakers.engine.Guard;
import io.breakers.engine.GuardedMethod;
import io.breakers.engine.MethodGuard;
import io.breakers.engine.PromiseGuard;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of the service with its guard: all that a proxy engine needs to know.
 *
 * @param all every {@link Method} that stands for it
 * @param guard a {@link Guard} if the return is the outcome, a {@link PromiseGuard} if the method returns a stage for which no
 *     fallback answers, a {@link DirectMethod} if the arguments have to be kept, a {@link GuardedMethod} if an adapter makes the
 *     calls; {@code null} if calls go straight to the target
 */
record BoundMethod(List<Method> all, @Nullable MethodGuard guard) {}
