package io.breakers.proxy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The methods of a service interface, in a fixed order (H2), and their names. */
final class ServiceModel {
    private final Class<?> type;
    private final List<ServiceMethod> methods;
    private final Set<String> overloadedNames = new HashSet<>();
    private final Set<String> sharedSignatures = new HashSet<>();

    private ServiceModel(Class<?> type, Collection<ServiceMethod> methods) {
        this.type = type;
        this.methods = List.copyOf(methods);
        var names = new HashSet<String>();
        var signatures = new HashSet<String>();
        for (ServiceMethod method : methods) {
            if (!names.add(method.name())) {
                overloadedNames.add(method.name());
            }
        }
        for (ServiceMethod method : methods) {
            if (overloadedNames.contains(method.name()) && !signatures.add(method.signature())) {
                sharedSignatures.add(method.signature());
            }
        }
    }

    static ServiceModel read(Class<?> type) {
        var byParameters = new TreeMap<String, ServiceMethod>();
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !isOfObject(method)) {
                String key = key(method.isBridge() ? Bridges.bridgedBy(method) : method);
                ServiceMethod known = byParameters.get(key);
                if (known == null) {
                    byParameters.put(key, new ServiceMethod(method));
                } else {
                    known.alsoStandsFor(method);
                }
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

    /** Returns the unique name of a method: the plain name, with parameter types only if it is overloaded. */
    String nameOf(ServiceMethod method) {
        if (!overloadedNames.contains(method.name())) {
            return method.name();
        }
        return sharedSignatures.contains(method.signature()) ? method.fullSignature() : method.signature();
    }

    /**
     * Returns the methods that a user selects: all overloads by name, one by signature. Spaces are ignored, except in a name, where
     * other languages allow them (H5).
     */
    List<ServiceMethod> select(String wanted) {
        String name = wanted.strip();
        String compact = compact(wanted);
        return methods.stream()
                .filter(method -> method.name().equals(name)
                        || compact(method.signature()).equals(compact)
                        || compact(method.fullSignature()).equals(compact))
                .toList();
    }

    private static String compact(String text) {
        return text.replace(" ", "");
    }

    /** Returns all names, for a message. */
    String names() {
        return methods.stream().map(this::nameOf).collect(Collectors.joining(", "));
    }

    /** Returns whether this is one of the three methods that every proxy answers itself, by signature, not by name alone (S38). */
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
}
