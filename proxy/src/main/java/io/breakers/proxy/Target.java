package io.breakers.proxy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Calls a method of the service on an object that has it: the target, or a fallback. */
final class Target {
    private Target() {}

    /** Calls, and throws exactly what the object threw. The one layer that reflection puts around it is taken off, no more (D5, D7). */
    static @Nullable Object call(Method method, Object object, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(object, arguments);
        } catch (InvocationTargetException wrapper) {
            throw wrapper.getTargetException();
        }
    }
}
