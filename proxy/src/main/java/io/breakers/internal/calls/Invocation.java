package io.breakers.internal.calls;

import org.jspecify.annotations.Nullable;

/** Calls a method of the target, or of the object that answers instead. */
@FunctionalInterface
public interface Invocation {
    /** Returns and throws exactly what the method did. */
    @Nullable
    Object on(Object object, @Nullable Object[] arguments) throws Throwable;
}
