package io.breakers.internal.model;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The methods of a service interface, in a fixed order (H2), and their names. */
public final class ServiceModel {
    private final List<ServiceMethod> methods;
    private final Set<String> overloadedNames = new HashSet<>();
    private final Set<String> sharedSignatures = new HashSet<>();

    private ServiceModel(Collection<ServiceMethod> methods) {
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

    /** Reads an interface whose type arguments, if it has any, are not known. */
    public static ServiceModel read(Class<?> type) {
        return read(type, type);
    }

    /**
     * Reads an interface.
     *
     * @param generic the same with its type arguments, which say more about return types; the methods, their order and
     *     their names do not depend on them
     */
    public static ServiceModel read(Class<?> type, Type generic) {
        var declared = new TypeArguments(type);
        var bySignature = new TreeMap<String, List<Method>>();
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !isOfObject(method)) {
                Method signing = method.isBridge() ? Bridges.bridgedBy(method) : method;
                String signature = signing.getName() + Arrays.toString(Bridges.parametersOf(signing, declared));
                bySignature
                        .computeIfAbsent(signature, first -> new ArrayList<>(1))
                        .add(method);
            }
        }
        TypeArguments known = generic == type ? declared : new TypeArguments(generic);
        var methods = new ArrayList<ServiceMethod>(bySignature.size());
        for (List<Method> all : bySignature.values()) {
            if (all.size() > 1) {
                all.sort(Comparator.comparing(Method::toGenericString)); // independent of the order of reflection (H2)
            }
            methods.add(new ServiceMethod(all, known));
        }
        return new ServiceModel(methods);
    }

    public List<ServiceMethod> methods() {
        return methods;
    }

    /** Returns the unique name of a method: the plain name, with parameter types only if it is overloaded. */
    public String nameOf(ServiceMethod method) {
        if (!overloadedNames.contains(method.name())) {
            return method.name();
        }
        return sharedSignatures.contains(method.signature()) ? method.fullSignature() : method.signature();
    }

    /**
     * Returns the methods that a user selects: all overloads by name, one by signature. Spaces are ignored, except in
     * a name, where other languages allow them (H5).
     */
    public List<ServiceMethod> select(String wanted) {
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
    public String names() {
        return methods.stream().map(this::nameOf).collect(Collectors.joining(", "));
    }

    /**
     * Returns whether this is one of the three methods that every proxy answers itself, by signature, not by name
     * alone (S38).
     */
    private static boolean isOfObject(Method method) {
        return switch (method.getName()) {
            case "hashCode", "toString" -> method.getParameterCount() == 0;
            case "equals" -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {Object.class});
            default -> false;
        };
    }
}
