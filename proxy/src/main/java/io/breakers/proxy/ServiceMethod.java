package io.breakers.proxy;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One method as the callers of a service know it, with all the {@link Method}s that stand for it: itself, its bridges, its twins in a diamond (S37). */
final class ServiceMethod {
    private final Method method;
    private final List<Method> all = new ArrayList<>();

    ServiceMethod(Method method) {
        this.method = method;
        all.add(method);
    }

    void alsoStandsFor(Method other) {
        all.add(other);
    }

    /** The method whose types count: not a bridge, and with the narrowest return type. */
    Method method() {
        return method;
    }

    List<Method> all() {
        return all;
    }

    String name() {
        return method.getName();
    }

    /** For example {@code charge(String,long)}. */
    String signature() {
        return signature(Class::getSimpleName);
    }

    /** For example {@code charge(java.lang.String,long)}. */
    String fullSignature() {
        return signature(Class::getTypeName);
    }

    private String signature(Function<Class<?>, String> typeName) {
        return Arrays.stream(method.getParameterTypes())
                .map(typeName)
                .collect(Collectors.joining(",", name() + "(", ")"));
    }

    /** {@code AutoCloseable.close()}, which never meets a breaker (S39). */
    boolean closes(Class<?> type) {
        return AutoCloseable.class.isAssignableFrom(type) && signature().equals("close()");
    }

    @Override
    public String toString() {
        return signature();
    }
}
