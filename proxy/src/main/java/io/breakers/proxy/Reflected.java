package io.breakers.proxy;

import io.breakers.engine.GuardedMethod;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Calls the interface's method on an object; nothing is looked up in the object's class (F2, F4). */
final class Reflected implements GuardedMethod.Invocation {
    private final Method method;

    Reflected(Method method) {
        this.method = method;
    }

    @Override
    public @Nullable Object on(Object object, @Nullable Object[] arguments) throws Throwable {
        return call(method, object, arguments);
    }

    /** Calls the method, and throws exactly what it threw: only the one wrapper that reflection adds is removed (D5, D7). */
    static @Nullable Object call(Method method, Object object, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(object, arguments);
        } catch (InvocationTargetException wrapper) {
            throw wrapper.getTargetException();
        }
    }
}
