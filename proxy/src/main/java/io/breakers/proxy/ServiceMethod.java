package io.breakers.proxy;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** One method as the callers of a service know it, with all the {@link Method}s that stand for it: itself, its bridges, its twins in a diamond (S37). */
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

    /** Decides by the methods alone, whatever the order in which they come (H2). */
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

    /** {@code AutoCloseable.close()}, which never meets a breaker (S39). */
    boolean closes(Class<?> type) {
        return name().equals("close") && method.getParameterCount() == 0 && AutoCloseable.class.isAssignableFrom(type);
    }

    /** {@code finalize()}, which nobody calls but the garbage collector. */
    boolean finalizes() {
        return name().equals("finalize") && method.getParameterCount() == 0;
    }

    @Override
    public String toString() {
        return signature();
    }
}
