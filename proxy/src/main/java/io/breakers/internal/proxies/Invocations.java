package io.breakers.internal.proxies;

import io.breakers.internal.calls.Invocation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ways to call a method of an object: by reflection, or through the user's lookup where a module forbids
 * reflection.
 */
public final class Invocations {
    private final @Nullable Lookup lookup;
    private final Consumer<String> errors;

    /**
     * Creates what makes them.
     *
     * @param lookup that of the user; {@code null} for none
     * @param errors takes what is wrong with a method
     */
    public Invocations(@Nullable Lookup lookup, Consumer<String> errors) {
        this.lookup = lookup;
        this.errors = errors;
    }

    /** Returns the way to call {@code method}; one that does not work if there is none, which is an error. */
    public Invocation of(Method method) {
        if (!method.trySetAccessible()) {
            if (lookup != null) {
                return byLookup(lookup, method);
            }
            Class<?> owner = method.getDeclaringClass();
            errors.accept(method.getName() + " cannot be called from here; let module "
                    + owner.getModule().getName() + " say: opens " + owner.getPackageName() + " to "
                    + Invocations.class.getModule().getName()
                    + "; or give lookup(MethodHandles.lookup()) from its package");
        }
        return new ReflectiveInvocation(method);
    }

    private Invocation byLookup(Lookup lookup, Method method) {
        try {
            MethodHandle handle = lookup.unreflect(method)
                    .asFixedArity() // else the arguments of a method with varargs are collected once more
                    .asSpreader(1, Object[].class, method.getParameterCount())
                    .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
            return (object, arguments) -> handle.invokeExact(object, arguments);
        } catch (IllegalAccessException unseen) {
            errors.accept(method.getName() + " cannot be called by the lookup that was given: " + unseen.getMessage());
            return new ReflectiveInvocation(method);
        }
    }
}
