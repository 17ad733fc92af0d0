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

/** What there is to know about a service interface, read once: its methods, in an order of our own (H2), and their names. */
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

    /** The name that tells a method apart from all others: the bare one, with parameter types only where it is overloaded. */
    String nameOf(ServiceMethod method) {
        if (!overloadedNames.contains(method.name())) {
            return method.name();
        }
        return sharedSignatures.contains(method.signature()) ? method.fullSignature() : method.signature();
    }

    /** The methods that a user means: by name all overloads, by signature one. Spaces do not matter, but for those of a name: other languages have such (H5). */
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
}
