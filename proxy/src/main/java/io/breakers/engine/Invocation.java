package io.breakers.engine;

import org.jspecify.annotations.Nullable;

/** Calls a method on the target, or on the object that answers in its stead. */
@FunctionalInterface
public interface Invocation {
    /** Returns and throws exactly what the method did. */
    @Nullable
    Object on(Object object, @Nullable Object[] arguments) throws Throwable;
}
