package io.breakers.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An interface for which a test kit makes an object, and its methods. */
final class TestedType<T> {
    /** What the object does when a method is called. */
    @FunctionalInterface
    interface Answer {
        @Nullable
        Object to(TestedMethod method, Object proxy, Object[] arguments) throws Throwable;
    }

    private static final Object[] NONE = {};

    private final Class<T> type;
    private final Map<String, TestedMethod> methods = new TreeMap<>();

    /**
     * Reads an interface.
     *
     * @throws IllegalArgumentException if it is none, or a sealed one
     */
    TestedType(Class<T> type) {
        this.type = Objects.requireNonNull(type, "type");
        if (!type.isInterface() || type.isSealed()) {
            throw new IllegalArgumentException(type.getTypeName() + " is a "
                    + (type.isInterface() ? "sealed interface" : "class")
                    + "; the test kit can implement open interfaces only");
        }
        Map<String, List<Method>> declarations = new TreeMap<>();
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !method.isBridge() && !isOfObject(method)) {
                method.trySetAccessible();
                declarations
                        .computeIfAbsent(TestedMethod.fullSignature(method), first -> new ArrayList<>())
                        .add(method);
            }
        }
        declarations.forEach((signature, same) -> methods.put(signature, new TestedMethod(type, same)));
    }

    String name() {
        return type.getSimpleName();
    }

    Collection<TestedMethod> methods() {
        return methods.values();
    }

    /**
     * Returns the methods of that name or signature.
     *
     * @throws IllegalArgumentException if there are none
     */
    List<TestedMethod> select(String method) {
        Objects.requireNonNull(method, "method");
        List<TestedMethod> found =
                methods().stream().filter(each -> each.isCalled(method)).toList();
        if (found.isEmpty()) {
            String names = methods().stream().map(TestedMethod::signature).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(type.getTypeName() + " has no method " + method + "; it has " + names);
        }
        return found;
    }

    /** Returns a new object; {@code description} is its string form. */
    T make(String description, Answer answer) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            Object[] given = arguments == null ? NONE : arguments;
            if (isOfObject(method)) {
                return switch (method.getName()) {
                    case "equals" -> proxy == given[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> description;
                };
            }
            TestedMethod called = methods.get(TestedMethod.fullSignature(method));
            // A bridge calls the method that it stands for.
            return called == null
                    ? new TestedMethod(type, List.of(method)).callDefault(proxy, given)
                    : answer.to(called, proxy, given);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static boolean isOfObject(Method method) {
        return switch (method.getName()) {
            case "hashCode", "toString" -> method.getParameterCount() == 0;
            case "equals" -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {Object.class});
            default -> false;
        };
    }
}
