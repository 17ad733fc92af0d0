package io.breakers.internal.proxies;

import io.breakers.internal.calls.Invocation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Calls the interface's method on an object; nothing is looked up in the object's class (F2, F4). */
final class ReflectiveInvocation implements Invocation {
    private final Method method;

    /** Creates what calls {@code method}, which must be accessible. */
    ReflectiveInvocation(Method method) {
        this.method = method;
    }

    /** Throws exactly what the method threw: only the one wrapper that reflection adds is removed (D5, D7). */
    @Override
    public @Nullable Object on(Object object, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(object, arguments);
        } catch (InvocationTargetException wrapper) {
            throw wrapper.getTargetException();
        } catch (IllegalArgumentException mismatch) {
            // Not the method's: that would be wrapped. A caller used raw types, and would have got this from a cast.
            var wrongType = new ClassCastException("an argument of " + method.getName() + " has a wrong type");
            wrongType.initCause(mismatch);
            throw wrongType;
        }
    }
}
