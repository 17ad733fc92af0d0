package io.breakers.internal.proxies;

import io.breakers.internal.calls.MethodGuard;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of the proxy with its guard: all that a proxy engine needs to know.
 *
 * @param owner the interface that has it: the service, or a further one
 * @param all every {@link Method} that stands for it
 * @param guard {@code null} if calls go straight to the target
 */
public record BoundMethod(
        Class<?> owner, List<Method> all, @Nullable MethodGuard guard) {}
