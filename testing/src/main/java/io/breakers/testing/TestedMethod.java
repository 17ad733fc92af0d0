package io.breakers.testing;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One method of an interface, as a test kit sees it: what it may return and throw. */
final class TestedMethod {
    private final String service;
    private final List<Method> declarations;
    private final Method method;
    private final Class<?> returnType;

    /**
     * Creates a method.
     *
     * @param declarations all of the same name and parameters that the interface has, at least one
     */
    TestedMethod(Class<?> service, List<Method> declarations) {
        this.service = service.getSimpleName();
        this.declarations = declarations;
        Method narrowest = declarations.get(0);
        for (Method other : declarations) {
            if (narrowest.getReturnType().isAssignableFrom(other.getReturnType())
                    && !(narrowest.getReturnType() == other.getReturnType() && narrowest.isDefault())) {
                narrowest = other;
            }
        }
        this.method = narrowest;
        this.returnType = narrowest.getReturnType();
    }

    /** For example {@code charge(java.lang.String,long)}. */
    static String fullSignature(Method method) {
        return signature(method, Class::getTypeName);
    }

    private static String signature(Method method, Function<Class<?>, String> naming) {
        var text = new StringJoiner(",", method.getName() + "(", ")");
        for (Class<?> parameter : method.getParameterTypes()) {
            text.add(naming.apply(parameter));
        }
        return text.toString();
    }

    /** For example {@code charge(String,long)}. */
    String signature() {
        return signature(method, Class::getSimpleName);
    }

    /**
     * Whether that selects this method: its name, which selects all overloads, or its signature. Spaces are ignored.
     */
    boolean isCalled(String wanted) {
        String compact = wanted.replace(" ", "");
        return method.getName().equals(wanted.strip())
                || signature().equals(compact)
                || fullSignature(method).equals(compact);
    }

    boolean isDefault() {
        return method.isDefault();
    }

    /** Whether its outcome is that of the stage it returns, which a test kit can make. */
    boolean returnsStage() {
        return returnType == CompletionStage.class || returnType == CompletableFuture.class;
    }

    /**
     * Returns what the method returns if a user gives that value: the value, widened for a primitive type; a completed
     * stage of it, a new one each time, if the method returns a stage and the value is none.
     *
     * @throws IllegalArgumentException if the method cannot return it
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it is the answer
    @Nullable
    Object returning(@Nullable Object value) {
        if (returnsStage() && !returnType.isInstance(value)) {
            Class<?> content = contentOfStage();
            if (value != null && content != null && !content.isInstance(value)) {
                throw refused("a stage of " + content.getTypeName(), value);
            }
            return CompletableFuture.completedFuture(value);
        }
        if (returnType == void.class) {
            if (value != null) {
                throw refused("nothing, to be given as null", value);
            }
            return null;
        }
        if (value == null) {
            if (returnType.isPrimitive()) {
                throw refused(returnType.getTypeName(), null);
            }
            return null;
        }
        Object slot = Array.newInstance(returnType, 1);
        try {
            Array.set(slot, 0, value);
        } catch (IllegalArgumentException otherType) {
            throw refused(returnType.getTypeName(), value);
        }
        return Array.get(slot, 0);
    }

    private @Nullable Class<?> contentOfStage() {
        Type type = method.getGenericReturnType();
        Type content = type instanceof ParameterizedType stage ? stage.getActualTypeArguments()[0] : null;
        Type raw = content instanceof ParameterizedType generic ? generic.getRawType() : content;
        return raw instanceof Class<?> known ? known : null;
    }

    private IllegalArgumentException refused(String right, @Nullable Object value) {
        String was = value == null ? "null" : value + " (" + value.getClass().getTypeName() + ")";
        return new IllegalArgumentException(this + " returns " + right + ", was " + was);
    }

    /**
     * Returns the throwable if the method can fail with it.
     *
     * @throws IllegalArgumentException if it is a checked exception that the method does not declare
     */
    Throwable failing(Throwable failure) {
        if (returnsStage() || mayThrow(failure)) {
            return failure;
        }
        Class<?>[] declared = method.getExceptionTypes();
        String names = declared.length == 0
                ? "no checked exception"
                : String.join(
                        ", ", Arrays.stream(declared).map(Class::getTypeName).toList());
        throw new IllegalArgumentException(
                this + " cannot throw " + failure.getClass().getTypeName() + ": it declares " + names);
    }

    /** Fails: returns a failed stage, or throws. */
    @SuppressWarnings("FutureReturnValueIgnored") // it is the answer
    Object fail(Throwable failure) throws Throwable {
        if (returnsStage()) {
            return CompletableFuture.failedFuture(failure);
        }
        throw failure;
    }

    /** Whether the method can throw it, as far as its declarations say. */
    boolean mayThrow(Throwable thrown) {
        return thrown instanceof RuntimeException
                || thrown instanceof Error
                || declarations.stream()
                        .allMatch(declaration -> Arrays.stream(declaration.getExceptionTypes())
                                .anyMatch(declared -> declared.isInstance(thrown)));
    }

    /** Calls the method of that object, and passes on what it throws. */
    @Nullable
    Object call(Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    /** Calls the interface's own code for a proxy. */
    @Nullable
    Object callDefault(Object proxy, Object[] arguments) throws Throwable {
        Class<?> owner = method.getDeclaringClass();
        if (Modifier.isPublic(owner.getModifiers())) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        // Of an interface that is not public, the platform lets only its neighbours do that.
        return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                .unreflectSpecial(method, owner)
                .asFixedArity()
                .bindTo(proxy)
                .invokeWithArguments(arguments);
    }

    /** For example {@code PaymentService.charge(String,long)}. */
    @Override
    public String toString() {
        return service + "." + signature();
    }
}
