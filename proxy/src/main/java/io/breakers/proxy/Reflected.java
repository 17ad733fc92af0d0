package io.breakers.proxy;

import io.breakers.engine.Invocation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Calls the interface's method on an object; nothing is looked up in the object's class (F2, F4). */
final class Reflected implements Invocation {
    private final Method method;

    Reflected(Method method) {
        this.method = method;
    }

    /** Throws exactly what the method threw: only the one wrapper that reflection adds is removed (D5, D7). */
    @Override
    public @Nullable Object on(Object object, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(object, arguments);
        } catch (InvocationTargetException wrapper) {
            throw wrapper.getTargetException();
        }
    }
}
