package io.breakers.proxy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What there is to know about a service interface, read once: its methods, in an order of our own (H2), and their names. */
final class ServiceModel {
    private static final Comparator<Method> PRINCIPAL_FIRST = Comparator.comparing(Method::isBridge)
            .thenComparing(ServiceModel::byReturnType)
            .thenComparing(method -> method.getDeclaringClass().getName());

    private final Class<?> type;
    private final List<ServiceMethod> methods;
    private final Map<String, Long> overloads;
    private final Map<String, Long> signatures;

    private ServiceModel(Class<?> type, Collection<ServiceMethod> methods) {
        this.type = type;
        this.methods = List.copyOf(methods);
        this.overloads = methods.stream().collect(Collectors.groupingBy(ServiceMethod::name, Collectors.counting()));
        this.signatures =
                methods.stream().collect(Collectors.groupingBy(ServiceMethod::signature, Collectors.counting()));
    }

    static ServiceModel read(Class<?> type) {
        var byParameters = new TreeMap<String, ServiceMethod>();
        Method[] found = type.getMethods();
        Arrays.sort(found, PRINCIPAL_FIRST);
        for (Method method : found) {
            if (!Modifier.isStatic(method.getModifiers()) && !isOfObject(method)) {
                Method principal = method.isBridge() ? Bridges.bridgedBy(method) : method;
                byParameters.merge(key(principal), new ServiceMethod(method), (known, twin) -> {
                    known.alsoStandsFor(method);
                    return known;
                });
            }
        }
        return new ServiceModel(type, byParameters.values());
    }

    Class<?> type() {
        return type;
    }

    List<ServiceMethod> methods() {
        return methods;
    }

    /** The name that tells a method apart from all others: the bare one, with parameter types only where it is overloaded. */
    String nameOf(ServiceMethod method) {
        if (overloads.get(method.name()) == 1) {
            return method.name();
        }
        return signatures.get(method.signature()) == 1 ? method.signature() : method.fullSignature();
    }

    /** The methods that a user means: by name all overloads, by signature one. Spaces do not matter. */
    List<ServiceMethod> select(String wanted) {
        String compact = wanted.replace(" ", "");
        return methods.stream()
                .filter(method -> method.name().equals(compact)
                        || method.signature().equals(compact)
                        || method.fullSignature().equals(compact))
                .toList();
    }

    /** All names, for a message. */
    String names() {
        return methods.stream().map(this::nameOf).collect(Collectors.joining(", "));
    }

    /** Whether it is one of the three methods that every proxy answers itself, by signature and not by name alone (S38). */
    private static boolean isOfObject(Method method) {
        return switch (method.getName()) {
            case "hashCode", "toString" -> method.getParameterCount() == 0;
            case "equals" -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {Object.class});
            default -> false;
        };
    }

    private static String key(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }

    private static int byReturnType(Method one, Method other) {
        Class<?> first = one.getReturnType();
        Class<?> second = other.getReturnType();
        if (first == second) {
            return 0;
        }
        return first.isAssignableFrom(second) ? 1 : -1;
    }
}
