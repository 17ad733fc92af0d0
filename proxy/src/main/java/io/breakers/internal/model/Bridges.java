package io.breakers.internal.model;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the method that a bridge stands for. For {@code interface Users extends Crud<User, Long>}, which declares
 * {@code User find(Long id)}, the compiler adds {@code Object find(Object)}, which callers of {@code Crud} reach (H1).
 */
final class Bridges {
    private Bridges() {}

    /** Returns the method that {@code bridge} stands for; {@code bridge} itself if none is found. */
    static Method bridgedBy(Method bridge) {
        Class<?> type = bridge.getDeclaringClass();
        List<Method> candidates = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isBridge() && couldBe(method, bridge))
                .toList();
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        // Several overloads fit: the one whose parameters are those of the overridden generic method, with its type
        // arguments put in.
        var arguments = new TypeArguments(type);
        for (Class<?> parent : superinterfaces(type)) {
            for (Method overridden : parent.getDeclaredMethods()) {
                if (overridden.getName().equals(bridge.getName())
                        && Arrays.equals(overridden.getParameterTypes(), bridge.getParameterTypes())) {
                    Class<?>[] resolved = parametersOf(overridden, arguments);
                    for (Method candidate : candidates) {
                        if (Arrays.equals(candidate.getParameterTypes(), resolved)) {
                            return candidate;
                        }
                    }
                }
            }
        }
        return bridge;
    }

    /** Returns the erased parameter types of {@code method} as they are where the arguments are known. */
    static Class<?>[] parametersOf(Method method, TypeArguments arguments) {
        Class<?>[] erased = method.getParameterTypes();
        if (erased.length > 0 && arguments.narrow(method.getDeclaringClass())) {
            Type[] generic = method.getGenericParameterTypes();
            for (int i = 0; i < erased.length; i++) {
                erased[i] = arguments.erase(generic[i]);
            }
        }
        return erased;
    }

    private static boolean couldBe(Method method, Method bridge) {
        if (!method.getName().equals(bridge.getName())
                || method.getParameterCount() != bridge.getParameterCount()
                || !bridge.getReturnType().isAssignableFrom(method.getReturnType())) {
            return false;
        }
        for (int i = 0; i < method.getParameterCount(); i++) {
            if (!bridge.getParameterTypes()[i].isAssignableFrom(method.getParameterTypes()[i])) {
                return false;
            }
        }
        return true;
    }

    private static List<Class<?>> superinterfaces(Class<?> type) {
        return Arrays.stream(type.getInterfaces())
                .flatMap(parent -> Stream.concat(Stream.of(parent), superinterfaces(parent).stream()))
                .toList();
    }
}
