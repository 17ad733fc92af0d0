package io.breakers.proxy;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * One method as callers of a service see it, with every {@link Method} that stands for it: the method itself, its bridges, and the
 * same method inherited from other interfaces (S37).
 */
final class ServiceMethod {
    private Method method;
    private final List<Method> all = new ArrayList<>(1);

    ServiceMethod(Method method) {
        this.method = method;
        all.add(method);
    }

    void alsoStandsFor(Method other) {
        all.add(other);
        if (isMorePrincipal(other, method)) {
            method = other;
        }
    }

    /** Decides by the methods alone, independent of their order (H2). */
    private static boolean isMorePrincipal(Method one, Method other) {
        if (one.isBridge() != other.isBridge()) {
            return other.isBridge();
        }
        if (one.getReturnType() != other.getReturnType()) {
            return other.getReturnType().isAssignableFrom(one.getReturnType());
        }
        return one.getDeclaringClass()
                        .getName()
                        .compareTo(other.getDeclaringClass().getName())
                < 0;
    }

    /** The method whose types are used: not a bridge, and with the narrowest return type. */
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
        var text = new StringJoiner(",", name() + "(", ")");
        for (Class<?> parameter : method.getParameterTypes()) {
            text.add(parameter.getSimpleName());
        }
        return text.toString();
    }

    /** For example {@code charge(java.lang.String,long)}. */
    String fullSignature() {
        var text = new StringJoiner(",", name() + "(", ")");
        for (Class<?> parameter : method.getParameterTypes()) {
            text.add(parameter.getTypeName());
        }
        return text.toString();
    }

    /** Whether this is {@code AutoCloseable.close()}, which has no breaker (S39). */
    boolean closes(Class<?> type) {
        return name().equals("close") && method.getParameterCount() == 0 && AutoCloseable.class.isAssignableFrom(type);
    }

    /** Whether this is {@code finalize()}, which only the garbage collector calls. */
    boolean finalizes() {
        return name().equals("finalize") && method.getParameterCount() == 0;
    }

    @Override
    public String toString() {
        return signature();
    }
}
