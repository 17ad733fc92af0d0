package io.breakers.internal.proxies;

import io.breakers.internal.calls.Guard;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of the service with its guard: all that a proxy engine needs to know.
 *
 * @param all every {@link Method} that stands for it
 * @param guard {@code null} if calls go straight to the target
 */
public record BoundMethod(List<Method> all, @Nullable Guard guard) {}
