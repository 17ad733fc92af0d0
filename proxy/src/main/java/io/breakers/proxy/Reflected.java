package io.breakers.proxy;

import io.breakers.engine.GuardedMethod;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Calls the interface's method on an object that has it: nothing is looked up on the object's class (F2, F4). */
final class Reflected implements GuardedMethod.Invocation {
    private final Method method;

    Reflected(Method method) {
        this.method = method;
    }

    @Override
    public @Nullable Object on(Object object, @Nullable Object[] arguments) throws Throwable {
        return call(method, object, arguments);
    }

    /** Calls, and throws exactly what the object threw. The one layer that reflection puts around it is taken off, no more (D5, D7). */
    static @Nullable Object call(Method method, Object object, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(object, arguments);
        } catch (InvocationTargetException wrapper) {
            throw wrapper.getTargetException();
        }
    }
}
